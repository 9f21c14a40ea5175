import { currentEdition, elementsOf } from '../catalogue/catalogue.ts'
import { populationOf, type Totals } from '../catalogue/counting.ts'
import type { Source, Statement } from '../grade.ts'
import { groupOf, type Service } from '../service.ts'
import { disclosedElement } from './disclosed-element.ts'
import type {
  DisclosedConnection,
  DisclosedElement,
  DisclosedService,
  DisclosureFacts,
} from './disclosure-facts.ts'
import { legalFactsFor } from './legal-facts.ts'

const readingId = '019aa7c1-6f00-7c3e-9d42-5b1f0e8a7c11'
const observed: Source = { grade: 'observed', reading: readingId, at: '2026-11-12T04:10:00Z' }
const seen = <Value>(value: Value): Statement<Value> => ({ value, source: observed })

const connection = (
  own: Pick<DisclosedConnection, 'id' | 'externalId' | 'name' | 'appleId' | 'expiresAt'>,
  state: DisclosedConnection['state'],
  devices: number | null,
  people: number | null,
): DisclosedConnection => ({
  ...own,
  state,
  devices: seen(devices),
  people: seen(people),
  accountDeletion: null,
  accountKept: null,
  source: observed,
})

const elementsFor = (service: Service, totals: Totals): DisclosedElement[] =>
  elementsOf(groupOf(service)).flatMap((element) => {
    const populationSource: Source =
      element.counts.of === 'none'
        ? { grade: 'unverifiable', why: `catalogue.counting.${element.counts.why}` }
        : observed
    return disclosedElement(element, currentEdition.id, populationOf(element, totals), populationSource) ?? []
  })

const pushCertificate = connection(
  {
    id: 'con_push',
    externalId: 'com.apple.mgmt.External.5c1f7d1e-0d5a-4b5e-9d0b-2f6f0a7c9e44',
    name: 'Apple MDM push certificate',
    appleId: 'push@lindegaard.example',
    expiresAt: '2026-12-06T09:00:00Z',
  },
  seen('expiring'),
  428,
  371,
)
const enrolmentToken = connection(
  {
    id: 'con_dep',
    externalId: '7b0a3a52-7f5d-4c0e-b7fd-0f5b8b1f2a10',
    name: 'Lindegaard Headquarters',
    appleId: 'ade-admin@lindegaard.example',
    expiresAt: '2027-05-14T00:00:00Z',
  },
  seen('sharing'),
  312,
  268,
)
const locationToken = connection(
  {
    id: 'con_vpp',
    externalId: '5a9f3c6b-8d7e-4a55-9a43-58b6f2d7c301',
    name: 'Lindegaard Apps',
    appleId: 'content@lindegaard.example',
    expiresAt: '2027-02-01T00:00:00Z',
  },
  seen('sharing'),
  206,
  144,
)
const kioskToken: DisclosedConnection = {
  ...connection(
    {
      id: 'con_kiosk',
      externalId: 'e2c0c0a4-1f6b-49f4-8e55-0b1d2f9a7743',
      name: 'Skagen Kiosk',
      appleId: 'kiosk@webmail.example',
      expiresAt: '2027-01-20T00:00:00Z',
    },
    seen('disabled'),
    0,
    0,
  ),
  sharedBefore: {
    until: '2026-11-03T12:00:00Z',
    devices: 24,
    people: 3,
    source: {
      grade: 'observed',
      reading: '019aa7c1-0000-7c3e-9d42-5b1f0e8a7c10',
      at: '2026-11-02T04:10:00Z',
    },
  },
}

const services: DisclosedService[] = [
  {
    service: 'apns',
    state: 'expiring',
    firstObservedAt: '2025-02-03T08:00:00Z',
    connections: [pushCertificate],
    elements: elementsFor('apns', { devices: 428, people: 371, administrators: 1 }),
  },
  {
    service: 'dep',
    state: 'sharing',
    firstObservedAt: '2025-02-03T08:00:00Z',
    connections: [enrolmentToken],
    elements: elementsFor('dep', { devices: 312, people: 268, administrators: 1 }),
  },
  { service: 'asm', state: 'none', firstObservedAt: null, connections: [], elements: [] },
  {
    service: 'vpp',
    state: 'sharing',
    firstObservedAt: '2025-02-03T08:00:00Z',
    connections: [locationToken, kioskToken],
    elements: elementsFor('vpp', { devices: 206, people: 144, administrators: 2 }),
  },
]

/** One readable story for tests: Lindegaard Group, four services, one location token half-stopped. */
export const lindegaardFacts: DisclosureFacts = {
  version: 1,
  kind: 'disclosure',
  state: 'final',
  isComplete: true,
  approved: null,
  confidentiality: 'confidential',
  reportId: 'rep_019aa7c5-2b10-7d11-a1c4-6f7e0f6b9a20',
  composedAt: '2026-11-12T09:30:00Z',
  composedBy: 'Maja Holm, privacy officer',
  organisation: {
    name: 'Lindegaard Group',
    country: 'DK',
    address: 'Kajvej 12, 8000 Aarhus C',
    controllers: ['Lindegaard Group A/S', 'Lindegaard Academy'],
    dataProtectionOfficer: 'Ane Skov, dpo@lindegaard.example',
    timeZone: 'Europe/Copenhagen',
  },
  edition: { id: currentEdition.id, rows: currentEdition.rowCount },
  reading: {
    id: readingId,
    sequence: 12,
    startedAt: '2026-11-12T04:08:41Z',
    finishedAt: '2026-11-12T04:10:00Z',
  },
  totals: { devices: seen(446), people: seen(380) },
  services,
  legal: legalFactsFor('DK'),
  offboardings: [
    {
      id: 'off_kiosk',
      service: 'vpp',
      connectionName: 'Skagen Kiosk',
      startedAt: '2026-11-03T10:00:00Z',
      finishedAt: null,
      hasReturned: false,
      disabled: seen(true),
      accountDeleted: {
        value: false,
        source: { grade: 'stated', by: 'Jonas Bech, admin', at: '2026-11-11T15:20:00Z' },
      },
      accountDeletion: null,
      accountKept: null,
      licencesLeft: {
        licences: 3,
        problem: { key: 'refusals.licencesNotRevoked', values: { failed: 3, total: 40, why: 'internal' } },
        why: 'These devices were sold last year.',
        source: { grade: 'stated', by: 'Jonas Bech, admin', at: '2026-11-03T11:00:00Z' },
      },
    },
    {
      id: 'off_store',
      service: 'vpp',
      connectionName: 'Aarhus Store',
      startedAt: '2026-06-02T10:00:00Z',
      finishedAt: '2026-06-20T10:00:00Z',
      hasReturned: true,
      disabled: seen(true),
      accountDeleted: {
        value: false,
        source: {
          grade: 'stated',
          by: 'Jonas Bech, admin',
          at: '2026-06-20T10:00:00Z',
          evidence: 'portal screenshot',
        },
      },
      accountDeletion: null,
      accountKept: {
        stillUsedBy: 'The location token “Lindegaard Apps”',
        why: 'It buys the apps of the headquarters.',
        decidedBy: 'Sofie Lund, decider',
        reviewOn: '2027-06-20',
      },
      licencesLeft: null,
    },
  ],
  unverifiable: [
    {
      of: 'fields',
      services: ['dep'],
      keys: ['server_uuid', 'org_name'],
      why: 'catalogue.observationLimits.heldByAppleOnly',
    },
    {
      of: 'fields',
      services: ['vpp'],
      keys: ['location_token'],
      why: 'catalogue.observationLimits.neverRequested',
    },
    { of: 'legal', fact: 'role', why: 'reports.legal.why.roleNotStated' },
  ],
  auditHead: { sequence: 1842, hash: '9f2c1b7d6a4e58c3b0d1f2e3a4958677c6b5d4e3f201918273645546372819aa' },
}
