//! Pieces of a stream taken together: enough that handing them on costs nothing, few enough to keep every core busy.

use crate::parse::{ParseError, Piece};

/// Pieces of one chunk, at most, where somebody waits for results.
pub(super) const FEW: usize = 128;
/// Where nobody does: words that many articles share are put in order once.
pub(super) const MANY: usize = 512;
/// Records of a chunk that take a step together: parsed, read, written. As many as `extract_all` takes; what they need stays
/// near at hand from step to step, and what they leave is used again for the next.
pub(super) const TOGETHER: usize = 32;
/// Bytes of one chunk for each of its pieces, but for the last.
const BYTES: usize = 8 << 10;
/// What a piece takes beside its bytes, in round numbers.
const BESIDE: usize = 512;

/// Some pieces that stand one behind the other.
pub(super) struct Chunk {
    pub(super) pieces: Vec<Piece>,
    /// How the stream goes on behind them.
    pub(super) next: Next,
    /// What they take in memory.
    pub(super) weight: usize,
}

/// How a stream goes on behind a chunk.
pub(super) enum Next {
    More,
    End,
    Broken(ParseError),
}

/// The next pieces, so many at most.
pub(super) fn chunk(stream: &mut impl Iterator<Item = Result<Piece, ParseError>>, most: usize) -> Chunk {
    let mut pieces = Vec::new();
    let mut weight = 0;
    let next = loop {
        if pieces.len() == most || weight >= most * BYTES {
            break Next::More;
        }
        match stream.next() {
            Some(Ok(piece)) => {
                weight += piece.raw.len() + BESIDE;
                pieces.push(piece);
            }
            Some(Err(error)) => break Next::Broken(error),
            None => break Next::End,
        }
    };
    Chunk { pieces, next, weight }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::Format;

    fn pieces(n: usize, size: usize) -> impl Iterator<Item = Result<Piece, ParseError>> {
        (0..n).map(move |position| {
            let raw = vec![b' '; size];
            Ok(Piece { format: Format::Plain, raw, position: position as u64, offset: 0, trouble: None })
        })
    }

    #[test]
    fn a_chunk_has_so_many_pieces_or_so_many_bytes() {
        let mut short = pieces(FEW + 2, 10);
        let first = chunk(&mut short, FEW);
        assert!(matches!(first.next, Next::More) && first.pieces.len() == FEW);
        let second = chunk(&mut short, FEW);
        assert!(matches!(second.next, Next::End) && second.pieces.len() == 2);
        let mut long = pieces(5, FEW * BYTES - BESIDE - 1);
        let first = chunk(&mut long, FEW);
        assert!(matches!(first.next, Next::More) && first.pieces.len() == 2);
        assert_eq!(first.weight, 2 * (FEW * BYTES - 1));
    }
}
