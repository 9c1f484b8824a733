//! The normal distribution: tail probabilities and quantiles.

/// Φ(z): the share of a standard normal below `z`.
pub fn below(z: f64) -> f64 {
    0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
}

/// The two-sided P value of a standard normal deviate.
pub fn two_sided(z: f64) -> f64 {
    libm::erfc(z.abs() / std::f64::consts::SQRT_2)
}

/// Φ⁻¹(p): the deviate below which the share `p` lies; infinite at 0 and 1, NaN outside.
///
/// Wichura's algorithm AS 241 (Applied Statistics 37, 1988, 477–484), one Newton step behind it.
pub fn quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p == 0.0 || p == 1.0 {
        return if p == 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let q = p - 0.5;
    let z = if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        q * ratio(r, &CENTRE)
    } else {
        let tail = if q < 0.0 { p } else { 1.0 - p };
        let r = (-tail.ln()).sqrt();
        let z = if r <= 5.0 { ratio(r - 1.6, &MIDDLE) } else { ratio(r - 5.0, &FAR) };
        if q < 0.0 { -z } else { z }
    };
    // The tail nearer to `p` keeps its digits.
    let density = (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt();
    if density > 0.0 {
        let error = if z < 0.0 { below(z) - p } else { (1.0 - p) - below(-z) };
        z - error / density
    } else {
        z
    }
}

/// A numerator and a denominator of degree 7, lowest power first.
type Coefficients = ([f64; 8], [f64; 8]);

fn ratio(r: f64, (numerator, denominator): &Coefficients) -> f64 {
    let polynomial = |c: &[f64; 8]| c.iter().rev().fold(0.0, |sum, c| sum * r + c);
    polynomial(numerator) / polynomial(denominator)
}

const CENTRE: Coefficients = (
    [
        3.387_132_872_796_366_5,
        133.141_667_891_784_38,
        1_971.590_950_306_551_3,
        13_731.693_765_509_46,
        45_921.953_931_549_87,
        67_265.770_927_008_7,
        33_430.575_583_588_13,
        2_509.080_928_730_122_7,
    ],
    [
        1.0,
        42.313_330_701_600_91,
        687.187_007_492_057_9,
        5_394.196_021_424_751,
        21_213.794_301_586_597,
        39_307.895_800_092_71,
        28_729.085_735_721_943,
        5_226.495_278_852_854,
    ],
);

const MIDDLE: Coefficients = (
    [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        0.241_780_725_177_450_6,
        0.022_723_844_989_269_184,
        0.000_774_545_014_278_341_4,
    ],
    [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        0.689_767_334_985_1,
        0.148_103_976_427_480_08,
        0.015_198_666_563_616_457,
        0.000_547_593_808_499_534_5,
        1.050_750_071_644_416_9e-9,
    ],
);

const FAR: Coefficients = (
    [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        0.296_560_571_828_504_87,
        0.026_532_189_526_576_124,
        0.001_242_660_947_388_078_4,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ],
    [
        1.0,
        0.599_832_206_555_888,
        0.136_929_880_922_735_8,
        0.014_875_361_290_850_615,
        0.000_786_869_131_145_613_2,
        1.846_318_317_510_054_7e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_8e-15,
    ],
);

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{ContinuousCDF, Normal};

    fn near(a: f64, b: f64) -> bool {
        a == b || (a - b).abs() <= 1e-12 * b.abs().max(1e-300)
    }

    #[test]
    #[expect(clippy::excessive_precision, reason = "references are given with all their digits")]
    fn quantiles_of_common_levels() {
        // 40-digit arithmetic, rounded to 17.
        let reference = [
            (1e-300, -37.047096299361199),
            (1e-20, -9.2623400897984076),
            (1e-10, -6.3613409024040562),
            (1e-6, -4.7534243088228990),
            (0.0005, -3.2905267314918948),
            (0.0025, -2.8070337683438041),
            (0.005, -2.5758293035489008),
            (0.01, -2.3263478740408411),
            (0.0125, -2.2414027276049454),
            (0.0249, -1.9616778690637860),
            (0.025, -1.9599639845400542),
            (0.05, -1.6448536269514727),
            (0.1, -1.2815515655446005),
            (0.25, -0.67448975019608174),
            (0.4, -0.25334710313579980),
            (0.6, 0.25334710313579980),
            (0.75, 0.67448975019608174),
            (0.9, 1.2815515655446005),
            (0.95, 1.6448536269514727),
            (0.975, 1.9599639845400542),
            (0.995, 2.5758293035489008),
            (0.9995, 3.2905267314918948),
        ];
        for (share, z) in reference {
            assert!(near(quantile(share), z), "{share}: {} {z}", quantile(share));
        }
        assert_eq!(quantile(0.5), 0.0);
        assert!(quantile(-0.1).is_nan() && quantile(1.0).is_infinite());
    }

    #[test]
    #[expect(clippy::excessive_precision, reason = "references are given with all their digits")]
    fn tails_are_exact() {
        // 40-digit arithmetic, rounded to 17.
        let reference = [
            (-30.0, 4.9067139271481871e-198),
            (-8.0, 6.2209605742717841e-16),
            (-5.5, 1.8989562465887719e-8),
            (-3.290526731491926, 4.9999999999994454e-4),
            (-2.817, 2.4237262838795805e-3),
            (-1.959963984540054, 2.5000000000000014e-2),
            (-1.0, 1.5865525393145705e-1),
            (-0.1, 4.6017216272297102e-1),
            (0.0, 5.0e-1),
            (0.7, 7.5803634777692699e-1),
            (2.5, 9.9379033467422386e-1),
            (6.0, 9.9999999901341235e-1),
        ];
        for (z, share) in reference {
            assert!(near(below(z), share), "{z}: {} {share}", below(z));
            assert!(near(two_sided(z), 2.0 * below(-z.abs())), "{z}");
            if z > -9.0 && z <= 0.7 {
                assert!((quantile(share) - z).abs() <= 1e-12 * z.abs().max(1.0), "{z}: {}", quantile(share));
            }
        }
    }

    #[test]
    fn quantile_undoes_the_distribution_and_agrees_with_another_implementation() {
        let normal = Normal::standard();
        for step in 1..2000 {
            let z = -9.0 + f64::from(step) * 0.009;
            // The other one is exact to ten digits only.
            assert!((below(z) - normal.cdf(z)).abs() <= 1e-10, "{z}");
            if z <= 0.0 {
                assert!(
                    (quantile(below(z)) - z).abs() < 1e-12 * z.abs().max(1.0),
                    "{z}: {}",
                    quantile(below(z))
                );
            }
        }
    }
}
