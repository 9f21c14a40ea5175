import type { Transaction } from '#adapters/db.ts'
import type { Source } from '#domain/grade.ts'
import { Missing } from '#domain/outcome.ts'
import type { ExtractDevice, ExtractFacts, ExtractSharing } from '#domain/report/extract-facts.ts'
import type { AccessRequestSummary } from '#features/access-requests/queries.ts'
import { deviceAt } from '#features/devices/device-detail.ts'
import { connectionsOf, periodsOf, type SharePeriod } from '#features/devices/share-periods.ts'
import {
  connectedBy,
  deviceFields,
  type ServiceFields,
  type SharedField,
  sharedOver,
} from '#features/devices/shared-fields.ts'
import { administeredBy } from '#features/people/administered.ts'
import { personAt } from '#features/people/person-detail.ts'
import { personFields } from '#features/people/person-fields.ts'
import { observedBy, readingInForce } from '#features/readings/queries.ts'
import { type FirstSighting, type Sighting, witnessesOf } from '#features/readings/witnesses.ts'

/** No person has more devices than a reading holds; a limit is for lists that are looked at. */
const everyDevice = 1_000_000

/** Makes what a member stated the organisation's word. */
export type Masked = (source: Source) => Source

type About = Pick<ExtractFacts, 'subject' | 'own' | 'devices' | 'namedOn'>

/** What is known of whom a request is about, at a moment. Throws Missing where they are known no more. */
export const aboutSubject = async (
  tx: Transaction,
  { subject, subjectId }: AccessRequestSummary,
  at: Date,
  masked: Masked,
): Promise<About> => {
  if (subject === null || subjectId === null) return { subject: { kind: 'nobody' }, own: [], devices: [] }
  const about = { person: aboutPerson, device: aboutDevice, account: aboutAccount, nobody: aboutAccount }
  return about[subject](tx, subjectId, at, masked)
}

const aboutPerson = async (tx: Transaction, id: string, at: Date, masked: Masked): Promise<About> => {
  const person = await personAt(tx, id, at, everyDevice)
  const sequence = person.reading?.sequence ?? 0
  const connected = await connectedBy(tx, sequence)
  return {
    subject: {
      kind: 'person',
      name: person.name,
      userPrincipalName: person.upn,
      email: person.email,
      // Of somebody whom Intune names by their address alone there is no id.
      entraId: person.entraId.startsWith('upn:') ? null : person.entraId,
      source: person.described?.source ?? observedBy(person.reading),
    },
    own: sharingOf(person.fields, isOwn, masked),
    ...namedOn(person.administered, masked),
    devices: person.devices.map(({ device, since, until }, index): ExtractDevice => {
      const held = person.held[index]
      const fields = held ? deviceFields(held.device, sequence, connected, held.periods) : []
      return {
        ...{ id: device.id, serial: device.serial, model: device.model },
        name: until === null ? device.name : null,
        held: spanOf({ since, until }, masked),
        sharing: sharingOf(fields, isOfDevice, masked),
      }
    }),
  }
}

const aboutDevice = async (tx: Transaction, id: string, at: Date, masked: Masked): Promise<About> => {
  const device = await deviceAt(tx, id, at)
  const { serial, name, model } = device
  return {
    subject: { kind: 'device', source: device.described?.source ?? observedBy(device.reading) },
    own: [],
    devices: [
      { ...{ id, serial, name, model }, held: null, sharing: sharingOf(device.fields, isOfDevice, masked) },
    ],
  }
}

const aboutAccount = async (tx: Transaction, id: string, at: Date, masked: Masked): Promise<About> => {
  const account = await tx.account.findFirst({ where: { id }, select: { appleId: true } })
  if (!account) throw new Missing('account')
  const reading = await readingInForce(tx, at)
  const sequence = reading?.sequence ?? 0
  const shares = await administeredBy(tx, [account.appleId], sequence)
  const connections = await connectionsOf(tx, { at, sequence }, shares)
  const witnesses = await witnessesOf(tx, {
    sequence,
    tenantLinkIds: [...connections.values()].map(({ tenantLinkId }) => tenantLinkId),
    cited: shares.flatMap(({ since, until }) => [since, until ?? since]),
  })
  const administered = periodsOf(shares, connections, witnesses, reading).map(({ period }) => period)
  const fields = personFields({
    ...{ sequence, administered, isKnown: false, own: [], held: [] },
    connected: await connectedBy(tx, sequence),
  })
  return {
    subject: { kind: 'account', appleId: account.appleId, source: observedBy(reading) },
    own: sharingOf(fields, isOwn, masked),
    devices: [],
    ...namedOn(administered, masked),
  }
}

const isOfDevice = ({ element }: SharedField): boolean => element.whose === 'devices'
const isOwn = (field: SharedField): boolean => !isOfDevice(field)

const spanOf = ({ since, until }: { since: FirstSighting; until: Sighting | null }, masked: Masked) => ({
  since: since.at.toISOString(),
  isAtLeast: since.isFloor,
  until: until?.at.toISOString() ?? null,
  source: masked((until ?? since).source),
})

/** On which connections the Apple ID stood, and when. */
const namedOn = (administered: readonly SharePeriod[], masked: Masked): Pick<ExtractFacts, 'namedOn'> =>
  administered.length === 0
    ? {}
    : {
        namedOn: sharedOver(administered).over.map(({ connection: { name, service }, spans }) => ({
          ...{ connection: name, service, spans: spans.map((span) => spanOf(span, masked)) },
        })),
      }

/** Fields of one service of which the same is so stand together, in the order of the page. */
const sharingOf = (
  told: readonly ServiceFields[],
  isMeant: (field: SharedField) => boolean,
  masked: Masked,
): ExtractSharing[] =>
  told.flatMap(({ service, fields }) => {
    const each = fields.filter(isMeant).map(({ element, sharing, spans, connections, over }) => ({
      key: element.key,
      said: {
        ...{ service, status: sharing.status, why: sharing.why },
        spans: spans.map((span) => spanOf(span, masked)),
        over: [...new Set(connections.map(({ name }) => name))],
        ...(over.length > 1 && {
          apart: over.map(({ connection, spans: of }) => ({
            connection: connection.name,
            spans: of.map((span) => spanOf(span, masked)),
          })),
        }),
      },
    }))
    return [...Map.groupBy(each, ({ said }) => JSON.stringify(said)).values()].flatMap(
      ([first, ...others]): ExtractSharing[] =>
        first ? [{ ...first.said, keys: [first.key, ...others.map(({ key }) => key)] }] : [],
    )
  })
