import { z } from 'zod'
import { inOrganisation } from '#adapters/db.ts'
import { type Actor, can } from '#domain/actor.ts'
import { languages } from '#domain/language.ts'
import { Missing } from '#domain/outcome.ts'
import { services } from '#domain/service.ts'
import { demand } from '#features/access/actor.ts'
import { reportKinds, reportStandards, reportStates } from './schema.ts'
import { supersededSince } from './superseded.ts'

const reportShape = z.object({
  id: z.string(),
  kind: z.enum(reportKinds),
  language: z.enum(languages),
  standard: z.enum(reportStandards),
  state: z.enum(reportStates),
  factsSha256: z.string(),
  pdfSha256: z.string().nullable(),
  rendererVersion: z.string().nullable(),
  reason: z.string().nullable(),
  reasonValues: z.record(z.string(), z.union([z.string(), z.number()])).nullable(),
  composedBy: z.string(),
  composedAt: z.date(),
  finishedAt: z.date().nullable(),
  /** When its copy was erased; its facts and PDF are no longer there. */
  expiredAt: z.date().nullable(),
  /** Whether it is a draft, or was approved; and which report the other one is. */
  version: z.enum(['draft', 'final']),
  approves: z.string().nullable(),
  approvedBy: z.string().nullable(),
  approvedAs: z.string().nullable(),
  composedById: z.string().nullable(),
  /** Since when a certificate no longer holds; null for whatever holds. */
  supersededAt: z.date().nullable(),
  /** Whether it can be approved: nothing it is about is still open. */
  isComplete: z.boolean(),
  /** The request for access that it answered, of a kept extract. */
  requestId: z.string().nullable(),
  /** The case it is about, with the name of its first connection; null for a report of the whole organisation. */
  about: z.object({ offboardingId: z.string(), name: z.string(), count: z.number() }).nullable(),
  /** Of the PDF alone, in bytes. Null until it is drawn. */
  size: z.number().nullable(),
  /** Of the volumes of its annex that are drawn. */
  annexed: z.object({ pages: z.number(), size: z.number() }),
  /** How many are drawn, of it and its volumes; and how many there will be, as far as that is known. */
  pages: z.object({ drawn: z.number(), expected: z.number().nullable() }),
  /** What it speaks of, where it was narrowed: a moment, a span of which it tells the changes, some services. */
  of: z.object({
    asOf: z.iso.datetime().nullable(),
    from: z.iso.datetime().nullable(),
    to: z.iso.datetime().nullable(),
    services: z.array(z.enum(services)),
  }),
  /** Files of evidence that its PDF holds. */
  enclosed: z.number(),
  /** Devices that it names, in volumes beside it. */
  volumes: z.array(
    z.object({ devices: z.number(), first: z.string().nullable(), last: z.string().nullable() }),
  ),
  /** The reading it rests on. Null when it was composed before the first one. */
  reading: z.object({ id: z.string(), sequence: z.number(), finishedAt: z.date() }).nullable(),
})
export type ReportSummary = z.infer<typeof reportShape>

/** Asks for the length of a PDF where Prisma could only ask for all its bytes. */
const selectReports = (
  actor: Actor,
  most: number,
  { id = null, edition = null }: { id?: string | null; edition?: string | null },
): Promise<ReportSummary[]> =>
  inOrganisation(actor.organisationId, async (tx) => {
    const rows = await tx.$queryRaw<unknown[]>`
      select r.id, r.kind, r.language, r.standard, r.state, r.facts_sha256 as "factsSha256",
        r.pdf_sha256 as "pdfSha256", r.renderer_version as "rendererVersion", r.reason, r.reason_values as "reasonValues",
        r.composed_by as "composedBy", coalesce((r.facts ->> 'composedAt')::timestamptz, r.composed_at) as "composedAt", r.finished_at as "finishedAt",
        r.expired_at as "expiredAt", e.request_id as "requestId",
        coalesce(r.facts ->> 'state', 'final') as version, r.approves, r.facts -> 'approved' ->> 'by' as "approvedBy", r.composed_by_id as "composedById",
        coalesce((r.facts -> 'isComplete')::boolean, true) as "isComplete", a.id as "approvedAs",
        ${supersededSince} as "supersededAt",
        r.facts -> 'offboarding' ->> 'id' as "offboardingId",
        coalesce(r.facts -> 'connections', r.facts #> '{touched,plan,connections}') -> 0 ->> 'name' as "name",
        jsonb_array_length(coalesce(r.facts -> 'connections', r.facts #> '{touched,plan,connections}')) as "count",
        octet_length(b.bytes) as size,
        (select json_build_object('pages', coalesce(sum(v.pages), 0), 'size', coalesce(sum(octet_length(v.bytes)), 0))
          from report_volume v where v.organisation_id = r.organisation_id and v.report_id = r.id) as annexed,
        json_build_object('drawn', r.pages_drawn, 'expected', r.pages_expected) as pages,
        coalesce(jsonb_array_length(r.facts -> 'enclosed'), 0) as enclosed,
        json_build_object('asOf', r.facts ->> 'asOf', 'from', r.facts #>> '{changes,from,at}', 'to', r.facts #>> '{changes,to,at}',
          'services', case jsonb_typeof(r.facts -> 'chosen') when 'array' then r.facts -> 'chosen' else '[]' end) as of,
        coalesce(r.facts #> '{annex,volumes}', '[]') as volumes, g.id as "readingId", g.sequence, g.finished_at as "readAt"
      from report r
      left join report_blob b on b.organisation_id = r.organisation_id and b.report_id = r.id
      left join report a on a.organisation_id = r.organisation_id and a.approves = r.id
      left join extract e on e.organisation_id = r.organisation_id and e.report_id = r.id
      left join reading g on g.organisation_id = r.organisation_id and g.id = r.reading_id
      where (${id}::uuid is null or r.id = ${id}::uuid)
        and (r.kind <> 'extract' or ${mayReadExtracts(actor)}::boolean)
        and (${edition}::text is null or r.facts -> 'edition' ->> 'id' = ${edition})
      order by r.composed_at desc, r.id desc limit ${most}`
    return rows.map((row) => reportShape.parse(withReading(rowShape.parse(row))))
  })

/** An extract tells of a person: whoever may not see their request sees no sign of it. */
export const mayReadExtracts = (actor: Actor): boolean => can(actor, 'accessRequests:read')

const rowShape = z.looseObject({
  readingId: z.string().nullable(),
  sequence: z.number().nullable(),
  readAt: z.date().nullable(),
  offboardingId: z.string().nullable(),
  name: z.string().nullable(),
  count: z.number().nullable(),
})
const withReading = ({
  readingId,
  sequence,
  readAt,
  offboardingId,
  name,
  count,
  ...row
}: z.infer<typeof rowShape>) => ({
  ...row,
  about: offboardingId === null ? null : { offboardingId, name: name ?? '', count: count ?? 0 },
  reading: readingId === null ? null : { id: readingId, sequence, finishedAt: readAt },
})

/** The organisation's reports, newest first; those alone that cite one edition of Microsoft's page where it is named. */
export const listReports = async (
  actor: Actor,
  { most = 100, edition }: { most?: number; edition?: string } = {},
): Promise<ReportSummary[]> => {
  demand(actor, 'reports:read')
  return selectReports(actor, most, { edition: edition ?? null })
}

/** One report. Throws Missing. */
export const reportDetail = async (actor: Actor, id: string): Promise<ReportSummary> => {
  demand(actor, 'reports:read')
  const [report] = await selectReports(actor, 1, { id })
  if (!report) throw new Missing('report')
  return report
}

/** How many reports cite which edition of Microsoft's page, by its id. */
export const reportsByEdition = async (actor: Actor): Promise<ReadonlyMap<string, number>> => {
  demand(actor, 'reports:read')
  const rows = await inOrganisation(
    actor.organisationId,
    (tx) => tx.$queryRaw<{ edition: string; count: number }[]>`
      select facts -> 'edition' ->> 'id' as edition, count(*)::int as count from report group by 1`,
  )
  return new Map(rows.map(({ edition, count }) => [edition, count]))
}
