import type { Source } from '../grade.ts'
import type { DifferenceFacts } from './changes-facts.ts'
import { lindegaardFacts } from './disclosure.fixture.ts'

const { reading } = lindegaardFacts
if (!reading) throw new Error('the fixture was read')
const earlier = { ...reading, id: 'earlier', sequence: 11, finishedAt: '2026-11-05T04:10:00Z' }
const observed: Source = { grade: 'observed', reading: reading.id, at: reading.finishedAt }
const stated: Source = { grade: 'stated', by: 'Jonas Bech', at: '2026-11-11T15:20:00Z', evidence: 'piece' }
const unlisted: Source = { grade: 'unverifiable', why: 'inventory.why.licencesUnlisted' }

const count = (value: number | null, source: Source = observed) => ({ value, source })
const fact = { key: 'appleId', before: 'old@lindegaard.example', after: null }
const turned = { key: 'standing', before: 'sharing', after: 'expired', source: observed }
const moved = { appeared: 1, vanished: 0 }

export const changedFacts: DifferenceFacts = {
  ...{ kind: 'difference', version: 1, state: 'draft', isComplete: true, approved: null },
  ...{ confidentiality: 'confidential', reportId: 'report', composedBy: 'Ida Winther', auditHead: null },
  ...{ composedAt: '2026-11-12T09:30:00Z', organisation: lindegaardFacts.organisation, reading },
  changes: {
    from: { at: '2026-11-06T23:00:00Z', reading: earlier },
    to: { at: '2026-11-12T23:00:00Z', reading },
    services: [
      {
        service: 'vpp',
        before: { state: 'disabled', stateSource: observed, devices: count(4), people: count(3) },
        after: { state: 'stopped', stateSource: stated, devices: count(0), people: count(null, unlisted) },
      },
      {
        service: 'asm',
        before: { state: 'none', devices: count(0), people: count(0) },
        after: { state: 'none', devices: count(0), people: count(0) },
      },
    ],
    connections: (['appeared', 'vanished', 'returned', 'changed'] as const).map((change) => ({
      ...{
        name: `That ${change}`,
        service: 'dep',
        change,
        facts: change === 'changed' ? [fact, turned] : [],
      },
    })),
    accounts: { appeared: ['new@lindegaard.example'], vanished: ['old@lindegaard.example'], missing: [] },
    attachments: (['appeared', 'changed'] as const).map((change) => ({
      ...{ kind: 'app', name: 'Keynote', of: 'Lindegaard Apps', change, facts: [fact] },
    })),
    isCut: true,
    shares: [
      { name: 'Lindegaard Apps', service: 'vpp', devices: moved, people: moved, source: unlisted },
      { name: 'Lindegaard ADE', service: 'dep', devices: { appeared: null, vanished: 0 }, people: moved },
    ],
    handedOver: 2,
  },
}
