import type { Transaction } from '#adapters/db.ts'
import { differenceOf, type Interval, type Span, stoodAt } from '#domain/difference.ts'
import type { Service } from '#domain/service.ts'
import { type ChangedFact, type ComparedConnection, touched } from './changed-connections.ts'

export const attachmentKinds = ['profile', 'app', 'authorisation', 'consent'] as const
export type AttachmentKind = (typeof attachmentKinds)[number]

export type AttachmentChange = {
  id: string
  kind: AttachmentKind
  name: string
  /** The connection or the tenant it hangs on. */
  of: string
  /** The connection's; null of what is the tenant's. */
  service: Service | null
  change: 'appeared' | 'vanished' | 'changed'
  /** What changed; empty unless `changed`. */
  fields: ChangedFact[]
}

/** A row of whatever kind, its content as text. */
type Attachment = Interval & {
  kind: AttachmentKind
  key: string
  name: string
  of: string
  service: Service | null
  fields: Record<string, string | null>
}

/** No page lists more, and no page asks for more. */
const mostRows = 1000

/**
 * Profiles and apps of connections that stood at both readings, sharing authorisations and administrators' consent, as
 * far as they appeared, vanished or changed. `isCut` where there were too many apps to look at all.
 */
export const attachmentChanges = async (
  tx: Transaction,
  connections: readonly ComparedConnection[],
  span: Span,
): Promise<{ attachments: AttachmentChange[]; isCut: boolean }> => {
  const standing = (sequence: number) =>
    new Set(connections.filter((each) => stoodAt(each, sequence)).map(({ object }) => object))
  const [then, now] = [standing(span.from), standing(span.to)]
  const stayed = new Map(
    connections.filter(({ object }) => then.has(object) && now.has(object)).map((each) => [each.id, each]),
  )
  const links = await tx.tenantLink.findMany({ select: { id: true, name: true } })
  const tenantOf = new Map(links.map(({ id, name }) => [id, name]))
  const profiles = await profileRows(tx, stayed, span)
  const apps = await appRows(tx, stayed, span)
  const rows = [
    ...whole(profiles),
    ...whole(apps),
    ...(await authorisationRows(tx, tenantOf, span)),
    ...(await consentRows(tx, tenantOf, span)),
  ]
  return { attachments: changesOf(rows, span), isCut: Math.max(profiles.length, apps.length) > mostRows }
}

/** Without the row too many, nor others of the same thing: half of a change would look like a coming or a going. */
const whole = (rows: readonly Attachment[]): Attachment[] =>
  rows.slice(0, mostRows).filter(({ key }) => key !== rows[mostRows]?.key)

/** Rows of one thing stand together. */
const inOrder = [{ connectionId: 'asc' as const }, { externalId: 'asc' as const }, { since: 'asc' as const }]

const changesOf = (rows: readonly Attachment[], span: Span): AttachmentChange[] => {
  const { appeared, vanished, changed } = differenceOf(
    rows,
    span,
    ({ kind, key }) => `${kind} ${key}`,
    (before, after) => changedFields(before, after).length === 0,
  )
  const told = ({ kind, key, name, of, service }: Attachment) => ({
    id: `${kind} ${key}`,
    kind,
    name,
    of,
    service,
  })
  return [
    ...appeared.map((row) => ({ ...told(row), change: 'appeared' as const, fields: [] })),
    ...vanished.map((row) => ({ ...told(row), change: 'vanished' as const, fields: [] })),
    ...changed.map(({ before, after }) => ({
      ...told(after),
      change: 'changed' as const,
      fields: changedFields(before, after),
    })),
  ].toSorted(
    (a, b) =>
      attachmentKinds.indexOf(a.kind) - attachmentKinds.indexOf(b.kind) || a.name.localeCompare(b.name),
  )
}

const changedFields = (before: Attachment, after: Attachment): ChangedFact[] =>
  Object.entries(after.fields).flatMap(([key, value]) => {
    const earlier = before.fields[key] ?? null
    return earlier === value ? [] : [{ key, before: earlier, after: value }]
  })

const textOf = (value: string | number | boolean | Date | null): string | null =>
  value instanceof Date ? value.toISOString() : value === null ? null : String(value)

type Stayed = ReadonlyMap<string, ComparedConnection>

const profileRows = async (tx: Transaction, stayed: Stayed, span: Span): Promise<Attachment[]> => {
  const where = { connectionId: { in: [...stayed.keys()] }, ...touched(span) }
  const rows = await tx.profile.findMany({ where, orderBy: inOrder, take: mostRows + 1 })
  return rows.map((row) => ({
    kind: 'profile',
    key: `${stayed.get(row.connectionId)?.object} ${row.externalId}`,
    name: row.name,
    of: stayed.get(row.connectionId)?.name ?? '',
    service: stayed.get(row.connectionId)?.service ?? null,
    since: row.since,
    until: row.until,
    fields: {
      name: row.name,
      platform: row.platform,
      isDefault: textOf(row.isDefault),
      supportPhone: row.supportPhone,
      supportDepartment: row.supportDepartment,
      removalDisabled: textOf(row.removalDisabled),
    },
  }))
}

const appRows = async (tx: Transaction, stayed: Stayed, span: Span): Promise<Attachment[]> => {
  const where = { connectionId: { in: [...stayed.keys()] }, ...touched(span) }
  const rows = await tx.app.findMany({ where, orderBy: inOrder, take: mostRows + 1 })
  return rows.map((row) => ({
    kind: 'app',
    key: `${stayed.get(row.connectionId)?.object} ${row.externalId}`,
    name: row.name,
    of: stayed.get(row.connectionId)?.name ?? '',
    service: stayed.get(row.connectionId)?.service ?? null,
    since: row.since,
    until: row.until,
    fields: {
      name: row.name,
      total: textOf(row.totalLicences),
      used: textOf(row.usedLicences),
    },
  }))
}

const authorisationRows = async (
  tx: Transaction,
  tenantOf: ReadonlyMap<string, string>,
  span: Span,
): Promise<Attachment[]> => {
  const rows = await tx.sharingAuthorisation.findMany({ where: touched(span), take: mostRows })
  return rows.map((row) => ({
    kind: 'authorisation',
    key: `${row.tenantLinkId} ${row.externalId}`,
    name: row.service,
    of: tenantOf.get(row.tenantLinkId) ?? '',
    service: null,
    since: row.since,
    until: row.until,
    fields: {
      granted: textOf(row.granted),
      grantedAt: textOf(row.grantedAt),
      grantedBy: row.grantedBy,
      termsUrl: row.termsUrl,
    },
  }))
}

const consentRows = async (
  tx: Transaction,
  tenantOf: ReadonlyMap<string, string>,
  span: Span,
): Promise<Attachment[]> => {
  const rows = await tx.adminConsent.findMany({ where: touched(span), take: mostRows })
  return rows.map((row) => ({
    kind: 'consent',
    key: row.tenantLinkId,
    name: '',
    of: tenantOf.get(row.tenantLinkId) ?? '',
    service: null,
    since: row.since,
    until: row.until,
    fields: { shareApnsData: row.shareApnsData },
  }))
}
