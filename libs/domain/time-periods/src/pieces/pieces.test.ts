import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { subtractLikeIcinga } from './edge-quirk.js'
import { clipPieces, edgeAfter, joinPieces, subtractPieces, type Pieces } from './pieces.js'

const length = 40
const flags = fc.array(fc.boolean(), { minLength: length, maxLength: length })

/** Few long pieces, so that two lists often share no edge. */
const sparse = fc.tuple(fc.nat(length), fc.nat(length)).map((ends) => {
  const [from, to] = ends.toSorted((a, b) => a - b)
  return Array.from({ length }, (_, at) => at >= (from ?? 0) && at < (to ?? 0))
})

function piecesOf(inside: readonly boolean[]): Pieces {
  const pieces: number[] = []
  for (let at = 0; at <= length; at++) {
    if ((inside[at] ?? false) !== (inside[at - 1] ?? false)) pieces.push(at)
  }
  return pieces
}

describe('pieces', () => {
  it('joins like a union of sets', () => {
    fc.assert(
      fc.property(flags, flags, (left, right) => {
        const union = left.map((inside, at) => inside || right[at] === true)
        expect(joinPieces(piecesOf(left), piecesOf(right))).toEqual(piecesOf(union))
      }),
    )
  })

  it('subtracts like a difference of sets', () => {
    fc.assert(
      fc.property(flags, flags, (left, right) => {
        const difference = left.map((inside, at) => inside && right[at] !== true)
        expect(subtractPieces(piecesOf(left), piecesOf(right))).toEqual(piecesOf(difference))
      }),
    )
  })

  it('clips to a window', () => {
    fc.assert(
      fc.property(flags, fc.nat(length), fc.nat(length), (inside, from, to) => {
        const clipped = inside.map((is, at) => is && at >= from && at < to)
        expect(clipPieces(piecesOf(inside), from, to)).toEqual(piecesOf(clipped))
      }),
    )
  })

  it('finds the edge after an instant by halving', () => {
    fc.assert(
      fc.property(flags, fc.integer({ min: -1, max: length + 1 }), (inside, at) => {
        const pieces = piecesOf(inside)
        expect(edgeAfter(pieces, at)).toBe(pieces.filter((edge) => edge <= at).length)
      }),
    )
  })
})

describe('subtractLikeIcinga', () => {
  it.each([
    ['an exclude with the same begin', [9, 17], [9, 12], [9, 17]],
    ['an exclude with the same end', [9, 17], [15, 17], [9, 17]],
    ['an exclude that begins earlier', [9, 17], [8, 12], [12, 17]],
    ['an exclude in the middle', [9, 17], [12, 13], [9, 12, 13, 17]],
    ['an equal exclude', [9, 17], [9, 17], []],
    ['an exclude that touches', [9, 17], [17, 18], [9, 17]],
    ['a longer exclude with the same begin', [9, 17], [9, 18], []],
    ['each piece on its own', [9, 17, 20, 22], [9, 12, 16, 21], [9, 16, 21, 22]],
  ])('takes out %s as Icinga does', (_, pieces, removed, left) => {
    expect(subtractLikeIcinga(pieces, removed)).toEqual(left)
  })

  it('differs from set arithmetic only where exactly one edge is shared', () => {
    fc.assert(
      fc.property(sparse, sparse, (left, right) => {
        const [pieces, removed] = [piecesOf(left), piecesOf(right)]
        fc.pre(!removed.some((edge) => pieces.includes(edge)))
        expect(subtractLikeIcinga(pieces, removed)).toEqual(subtractPieces(pieces, removed))
      }),
    )
  })
})
