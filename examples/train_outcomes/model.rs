//! The model: a softmax over the candidates of each choice, fitted by gradient steps in a fixed order, so that the same input
//! gives the same weights.

/// Passes over the choices.
const EPOCHS: usize = 24;
/// Step of the first pass: small, so that no choice undoes what many others told.
const STEP: f64 = 0.01;
/// How strongly each pass draws all weights to zero, however many choices there are.
const DECAY: f64 = 25.0;
const FOLDS: usize = 5;

/// One choice to learn from: candidates with their weights' numbers, and whether each is right.
pub(crate) struct Example {
    pub(crate) article: usize,
    pub(crate) options: Vec<(Vec<usize>, bool)>,
}

/// How likely each candidate is the one.
pub(crate) fn chances<'a>(weights: &[f64], options: impl Iterator<Item = &'a [usize]>) -> Vec<f64> {
    let scores: Vec<f64> = options.map(|facts| score(weights, facts)).collect();
    let top = scores.iter().copied().fold(f64::MIN, f64::max);
    let e: Vec<f64> = scores.iter().map(|s| (s - top).exp()).collect();
    let all: f64 = e.iter().sum();
    e.into_iter().map(|e| e / all).collect()
}

fn score(weights: &[f64], facts: &[usize]) -> f64 {
    facts.iter().map(|f| weights[*f]).sum()
}

/// Softmax over the candidates, fitted by gradient steps that grow smaller, each pass drawing all weights to zero; the
/// mean of the later passes counts.
pub(crate) fn fit(examples: &[&Example], size: usize) -> Vec<f64> {
    let (mut weights, mut sum) = (vec![0.0; size], vec![0.0; size]);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut state = 1u64;
    for epoch in 0..EPOCHS {
        let step = STEP / (1.0 + 0.3 * epoch as f64);
        for i in (1..order.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(i, (state >> 33) as usize % (i + 1));
        }
        for at in &order {
            let options = &examples[*at].options;
            if !options.iter().any(|(_, right)| *right) {
                continue;
            }
            let chances = chances(&weights, options.iter().map(|(facts, _)| &facts[..]));
            let good: f64 =
                chances.iter().zip(options).filter(|(_, (_, right))| *right).map(|(c, _)| c).sum();
            for (chance, (facts, right)) in chances.iter().zip(options) {
                let slope = chance - if *right { chance / good } else { 0.0 };
                for f in facts {
                    weights[*f] -= step * slope;
                }
            }
        }
        let shrink = (-step * DECAY).exp();
        for (weight, sum) in weights.iter_mut().zip(&mut sum) {
            *weight *= shrink;
            if epoch >= EPOCHS / 2 {
                *sum += *weight / (EPOCHS - EPOCHS / 2) as f64;
            }
        }
    }
    sum
}

/// How often the best candidate is right: among all choices, and where a right one is among the candidates.
fn accuracy(weights: &[f64], examples: &[&Example]) -> (usize, usize, usize) {
    let (mut right, mut possible) = (0, 0);
    for example in examples {
        let best =
            example.options.iter().max_by(|a, b| score(weights, &a.0).total_cmp(&score(weights, &b.0)));
        right += usize::from(best.is_some_and(|(_, right)| *right));
        possible += usize::from(example.options.iter().any(|(_, right)| *right));
    }
    (right, possible, examples.len())
}

/// Says on standard error how well folds by article do on abstracts they have not seen.
pub(crate) fn report(all: &[Example], size: usize) {
    let (mut right, mut possible, mut count) = (0, 0, 0);
    for fold in 0..FOLDS {
        let (test, train): (Vec<&Example>, Vec<&Example>) =
            all.iter().partition(|e| e.article % FOLDS == fold);
        let weights = fit(&train, size);
        let (r, p, n) = accuracy(&weights, &test);

        (right, possible, count) = (right + r, possible + p, count + n);
    }
    eprintln!(
        "{count} choices; a right candidate in {possible}; unseen articles: {right} right ({:.1} %)",
        100.0 * right as f64 / count as f64
    );
}
