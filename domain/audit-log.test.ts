import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Line, type Log, lineOf, makeLog, makeSigner } from './audit-log.fixture.ts'
import { type LogVerdict, walkLog } from './audit-log.ts'
import { type Checkpoint, keyIdOf, readCheckpoint } from './checkpoint.ts'

const ours = makeSigner()
const key = keyIdOf(ours.publicKey)

type Held = { checkpoint?: Checkpoint | null; key?: string | null }
const walked = (log: Log, held: Held = {}): LogVerdict => {
  const walk = walkLog(log, { checkpoint: null, key, ...held })
  log.lines.every((line) => walk.take(lineOf(line)))
  return walk.end()
}
const withLines = (log: Log, change: (lines: Line[]) => Line[]): Log => ({ ...log, lines: change(log.lines) })
const edited = (log: Log, sequence: number, to: Record<string, unknown>): Log =>
  withLines(log, (lines) => lines.map((line) => (line.sequence === sequence ? { ...line, ...to } : line)))
/** With its head moved to its last event, as whoever cuts a log off would do it. */
const cutAfter = (log: Log, sequence: number): Log => {
  const lines = log.lines.filter((line) => line.sequence <= sequence)
  return {
    ...log,
    lines,
    head: { sequence, hash: lines.at(-1)?.hash ?? '' },
    checkpoints: log.checkpoints.filter((each) => each.sequence < sequence),
  }
}
const heldOf = (log: Log, at = 0): Checkpoint => {
  const checkpoint = readCheckpoint(log.checkpoints.at(at)?.document ?? '')
  if (!checkpoint) throw new Error('no checkpoint')
  return checkpoint
}
const someFacts = fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 12 })
// Sequences: events 1 to 3, the record of their checkpoint 4, events 5 and 6, the record of the next 7, event 8.
const sound = makeLog(['a', 'b', 'c', ours, 'd', 'e', ours, 'f'])

describe('a log as it was recorded', () => {
  test('is intact to its head', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const log = makeLog(facts)
        expect(walked(log)).toEqual({
          head: log.head,
          checked: facts.length,
          fault: null,
          erased: 0,
          pruned: 0,
          covered: 0,
        })
      }),
    )
  })

  test('is intact with its checkpoints, and says how far they reach', () => {
    expect(walked(sound)).toMatchObject({ checked: 8, fault: null, covered: 6 })
    expect(walked(sound, { checkpoint: heldOf(sound) })).toMatchObject({ fault: null })
  })

  test('is intact where names were erased, and says of how many', () => {
    const erased = edited(sound, 2, { salt: null, detail: null })
    expect(walked(erased)).toMatchObject({ checked: 8, fault: null, erased: 1 })
  })

  test('is intact though its key was another before: a later checkpoint vouches for what it covers', () => {
    const before = makeSigner()
    expect(walked(makeLog(['a', before, 'b', ours]))).toMatchObject({ fault: null })
    expect(walked(makeLog(['a', ours, 'b', before]))).toMatchObject({
      fault: { sequence: 3, fault: 'keyUnknown' },
    })
  })
})

describe('a fault is found where it is', () => {
  test('any single changed body', () => {
    fc.assert(
      fc.property(someFacts, fc.nat(), (facts, pick) => {
        const log = makeLog(facts)
        const sequence = (pick % facts.length) + 1
        const body = `${log.lines[sequence - 1]?.body} `
        expect(walked(edited(log, sequence, { body })).fault).toEqual({ sequence, fault: 'bodyChanged' })
      }),
    )
  })

  test('any deleted event', () => {
    fc.assert(
      fc.property(someFacts, fc.nat(), (facts, pick) => {
        const log = makeLog(facts)
        const sequence = (pick % facts.length) + 1
        const without = withLines(log, (lines) => lines.filter((line) => line.sequence !== sequence))
        expect(walked(without).fault).toEqual({ sequence, fault: 'missing' })
      }),
    )
  })

  const other = makeLog(['x', 'b', 'c', ours, 'd', 'e', ours, 'f'])
  const foreign = makeLog(['a', 'b', 'c'], '0192b6a0-0000-7000-8000-000000000003')
  const swapped = (at: number): Line[] => {
    const [one, two] = [sound.lines[at - 1], sound.lines[at]]
    if (!one || !two) throw new Error('unexpected')
    return sound.lines.with(at - 1, { ...two, sequence: at }).with(at, { ...one, sequence: at + 1 })
  }
  test.each<[string, Log, number, string]>([
    [
      'another time beside the body',
      edited(sound, 5, { at: '2026-01-01T00:00:00.000Z' }),
      5,
      'columnChanged',
    ],
    ['another kind beside the body', edited(sound, 5, { kind: 'reading.finished' }), 5, 'columnChanged'],
    ['another link to the one before', edited(sound, 5, { previousHash: '00' }), 5, 'columnChanged'],
    ['another hash', edited(sound, 5, { hash: sound.head.hash }), 5, 'bodyChanged'],
    ['another name', edited(sound, 5, { detail: '{"actor":"Nobody"}' }), 5, 'detailChanged'],
    ['another salt', edited(sound, 5, { salt: 'ff'.repeat(16) }), 5, 'detailChanged'],
    ['a salt without its name', edited(sound, 5, { detail: null }), 5, 'detailChanged'],
    ['no line of ours', edited(sound, 5, { hash: 5 }), 5, 'unreadable'],
    ['two that changed places', { ...sound, lines: swapped(5) }, 5, 'reordered'],
    [
      'one that stands there twice',
      withLines(sound, (lines) => lines.toSpliced(5, 0, ...lines.slice(4, 5))),
      6,
      'reordered',
    ],
    [
      'one of another history',
      { ...sound, lines: sound.lines.with(4, other.lines[4] ?? { sequence: 0, body: '', hash: '' }) },
      5,
      'linkBroken',
    ],
    ['the whole of another history', { ...other, checkpoints: sound.checkpoints }, 3, 'forked'],
    [
      'the log of another organisation',
      { ...foreign, organisationId: sound.organisationId },
      1,
      'otherOrganisation',
    ],
    [
      'events after its head',
      { ...sound, head: { sequence: 7, hash: sound.lines[6]?.hash ?? '' } },
      8,
      'beyondHead',
    ],
    ['another head', { ...sound, head: { ...sound.head, hash: '00' } }, 8, 'headDiffers'],
    ['the end cut off, its head left', withLines(sound, (lines) => lines.slice(0, 6)), 7, 'missing'],
    [
      'the end cut off, its checkpoints left',
      { ...cutAfter(sound, 6), checkpoints: sound.checkpoints },
      7,
      'cut',
    ],
  ])('%s', (_name, log, sequence, fault) => {
    expect(walked(log).fault).toEqual({ sequence, fault })
  })

  const changed = (at: number, to: Partial<Log['checkpoints'][number]>): Log => ({
    ...sound,
    checkpoints: sound.checkpoints.map((each) => (each.sequence === at ? { ...each, ...to } : each)),
  })
  const [first, second] = sound.checkpoints
  if (!first || !second) throw new Error('unexpected')
  test.each<[string, Log, number, string]>([
    [
      'a word changed in it',
      changed(3, { document: first.document.replace('Lindegaard', 'Lindegard') }),
      3,
      'signatureWrong',
    ],
    ['laid out anew', changed(3, { document: `${first.document} ` }), 3, 'checkpointChanged'],
    ['no checkpoint any more', changed(3, { document: '{' }), 3, 'checkpointChanged'],
    ['another time beside it', changed(3, { at: '2026-01-01T00:00:00.000Z' }), 3, 'checkpointChanged'],
    ['another key beside it', changed(3, { key: '00' }), 3, 'checkpointChanged'],
    ['another in its place', changed(3, { document: second.document }), 3, 'checkpointChanged'],
    ['taken out', { ...sound, checkpoints: [second] }, 3, 'checkpointMissing'],
    [
      'never recorded',
      { ...sound, checkpoints: [...sound.checkpoints, ...makeLog(['a', ours]).checkpoints] },
      1,
      'checkpointUnrecorded',
    ],
    [
      'signed anew by another key',
      changed(6, { ...makeLog(['a', 'b', 'c', ours, 'd', 'e', makeSigner()]).checkpoints[1] }),
      6,
      'keyUnknown',
    ],
    [
      'of another organisation',
      changed(3, {
        ...makeLog(['a', 'b', 'c', ours], '0192b6a0-0000-7000-8000-000000000003').checkpoints[0],
      }),
      3,
      'otherOrganisation',
    ],
  ])('a checkpoint: %s', (_name, log, sequence, fault) => {
    expect(walked(log).fault).toEqual({ sequence, fault })
  })
})

describe('the newest events cut off, with head and checkpoints', () => {
  const checkpoint = heldOf(sound, 1)

  test('are missed up to the last checkpoint that was kept elsewhere', () => {
    for (let last = 0; last < 6; last += 1) {
      const cut = cutAfter(sound, last)
      const head = last === 0 ? { sequence: 0, hash: '00'.repeat(32) } : cut.head
      expect(walked({ ...cut, head }, { checkpoint }).fault, `${last}`).toEqual({
        sequence: last + 1,
        fault: 'cut',
      })
    }
  })

  test('and not after it: nothing tells of those', () => {
    const kept = { ...cutAfter(sound, 7), checkpoints: sound.checkpoints }
    expect(walked(kept, { checkpoint })).toMatchObject({ checked: 7, fault: null, covered: 6 })
  })
})
