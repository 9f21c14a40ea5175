import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lineOf, makeLog, makeSigner, type PrunedLog, prunedLog } from './audit-log.fixture.ts'
import { walkLog } from './audit-log.ts'
import { keyIdOf, type Signer } from './checkpoint.ts'

const ours = makeSigner()
const key = keyIdOf(ours.publicKey)
const walked = (log: PrunedLog, known: string | null = key) => {
  const walk = walkLog(log, { checkpoint: null, key: known })
  log.lines.every((line) => walk.take('body' in line ? lineOf(line) : JSON.stringify(line)))
  return walk.end()
}
// Sequences: events 1 to 3, the record of their checkpoint 4, event 5; 6 tells of what was pruned.
const facts = ['a', 'b', 'c', ours, 'd']

describe('a pruned log', () => {
  test('is whole, whichever events a checkpoint covers were pruned', () => {
    fc.assert(
      fc.property(fc.subarray([1, 2, 3], { minLength: 1 }), (sequences) => {
        const verdict = walked(prunedLog(makeLog(facts), sequences, 3, ours))
        expect(verdict).toMatchObject({ checked: 6, fault: null, pruned: sequences.length, covered: 3 })
      }),
    )
  })

  test('is broken where the event tells of a checkpoint that does not cover what went', () => {
    const log = prunedLog(makeLog(facts), [1, 5], 3, ours)
    expect(walked(log).fault).toEqual({ sequence: 6, fault: 'pruningDiffers' })
    const nowhere = prunedLog(makeLog(facts), [1], 2, ours)
    expect(walked(nowhere).fault).toEqual({ sequence: 6, fault: 'pruningUnsigned' })
  })

  test('is broken where its end was cut off and the event that tells with it', () => {
    const { lines, ...log } = prunedLog(makeLog(facts), [2], 3, ours)
    const head = { sequence: 5, hash: lines[4]?.hash ?? '' }
    expect(walked({ ...log, head, lines: lines.slice(0, 5) }).fault).toEqual({
      sequence: 2,
      fault: 'stubUnrecorded',
    })
  })
})

describe('the key that a pruning is signed with', () => {
  const prunedBy = (signers: (string | Signer)[], checkpoint: number, signer: Signer) =>
    prunedLog(makeLog(signers), [1], checkpoint, signer)
  const before = makeSigner()

  test('is that of the checkpoint it went as far as', () => {
    expect(walked(prunedBy(facts, 3, before)).fault).toEqual({ sequence: 6, fault: 'pruningUnsigned' })
    expect(walked(prunedBy(facts, 3, before), null).fault).toEqual({ sequence: 6, fault: 'pruningUnsigned' })
    expect(walked(prunedBy(facts, 3, ours), null).fault).toBeNull()
  })

  test('is the known one, once a checkpoint of that stands: a checkpoint of another before it lends none', () => {
    const theirs = prunedBy(['a', before, 'b', ours, 'c'], 1, before)
    expect(walked(theirs).fault).toEqual({ sequence: 6, fault: 'pruningUnsigned' })
  })
})
