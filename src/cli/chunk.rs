//! Pieces of a stream taken together, to be read on all cores.

use crate::parse::{ParseError, Piece};

/// Bytes of one chunk: few enough to keep memory small, whatever the records.
const MOST_BYTES: usize = 8 << 20;

/// How a stream went on behind a chunk.
pub(super) enum Next {
    More,
    End,
    Broken(ParseError),
}

/// The next pieces: at most so many, and few where they are long.
pub(super) fn chunk(
    pieces: &mut impl Iterator<Item = Result<Piece, ParseError>>,
    most: usize,
) -> (Vec<Piece>, Next) {
    let mut chunk = Vec::new();
    let mut bytes = 0;
    while chunk.len() < most && bytes < MOST_BYTES {
        match pieces.next() {
            Some(Ok(piece)) => {
                bytes += piece.raw.len();
                chunk.push(piece);
            }
            Some(Err(error)) => return (chunk, Next::Broken(error)),
            None => return (chunk, Next::End),
        }
    }
    (chunk, Next::More)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::Format;

    fn pieces(n: u64, size: usize) -> impl Iterator<Item = Result<Piece, ParseError>> {
        (0..n).map(move |position| {
            let raw = vec![b' '; size];
            Ok(Piece { format: Format::Plain, raw, position, offset: 0, trouble: None })
        })
    }

    #[test]
    fn a_chunk_has_so_many_pieces_or_so_many_bytes() {
        let mut short = pieces(5, 10);
        assert!(matches!(chunk(&mut short, 3), (chunk, Next::More) if chunk.len() == 3));
        assert!(matches!(chunk(&mut short, 3), (chunk, Next::End) if chunk.len() == 2));
        let mut long = pieces(5, MOST_BYTES - 1);
        assert!(matches!(chunk(&mut long, 3), (chunk, Next::More) if chunk.len() == 2));
    }
}
