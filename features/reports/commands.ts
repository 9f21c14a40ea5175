import { v7 as uuidv7 } from 'uuid'
import { inOrganisation, type Transaction } from '#adapters/db.ts'
import { enqueue } from '#adapters/queue.ts'
import type { Actor } from '#domain/actor.ts'
import type { Day } from '#domain/day.ts'
import { done, Missing, type Outcome, refused } from '#domain/outcome.ts'
import { approved } from '#domain/report/approval.ts'
import { type ReportFacts, reportFactsSchema } from '#domain/report/compose.ts'
import { freeze } from '#domain/report/freeze.ts'
import type { Service } from '#domain/service.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import { asOfDay } from '#features/inventory/as-of.ts'
import type { Report } from '#prisma/generated/client.ts'
import { gatherCessationFacts } from './cessation-facts.ts'
import { gatherDifferenceFacts } from './changes-facts.ts'
import { keepDevices } from './device-annex.ts'
import { gatherDisclosureFacts } from './disclosure-facts.ts'
import { gatherImpactFacts } from './impact-facts.ts'
import { sha256 } from './render-request.ts'
import type { Composing } from './report-head.ts'
import { type ComposeInput, composeInput, type OverallKind } from './schema.ts'

/**
 * Freezes what is known at this moment, before a first reading too, and asks the worker to draw it. From here on the
 * report depends on nothing but its facts.
 */
export const composeDisclosureReport = async (
  actor: Actor,
  {
    kind = 'disclosure',
    services = [],
    asOf = null,
    from = null,
    annex = null,
    ...input
  }: ComposeInput & Partial<Told>,
): Promise<
  Outcome<
    { reportId: string },
    'dayAhead' | 'beginningNeeded' | 'periodEmpty' | 'operatorUnknown' | 'annexNotOfKind' | 'annexTooLarge'
  >
> => {
  demand(actor, 'reports:compose')
  if (annex !== null) {
    demand(actor, 'devices:read')
    demand(actor, 'people:read')
    if (kind !== 'disclosure' && kind !== 'state') return refused('annexNotOfKind')
  }
  const at = asOf === null ? done(null) : await momentOf(actor, asOf)
  const since = from === null ? done(null) : await momentOf(actor, from)
  if (!at.ok) return at
  if (!since.ok) return since
  const period = since.value && { from: since.value, to: at.value ?? new Date() }
  if (from !== null && (period === null || period.from >= period.to)) return refused('periodEmpty')
  if (kind === 'difference') {
    if (period === null) return refused('beginningNeeded')
    return compose(actor, input, async (tx, composing) =>
      done(await gatherDifferenceFacts(tx, actor, { period, services }, composing)),
    )
  }
  const told = { kind, services, asOf: at.value, from: period?.from ?? null }
  return compose(actor, input, async (tx, composing) => {
    const facts = await gatherDisclosureFacts(tx, actor, told, composing)
    if (kind === 'processing' && !facts.organisation.operator) return refused('operatorUnknown')
    if (annex === null) return done(facts)
    const { organisationId } = actor
    const moment = { at: told.asOf ?? composing.composedAt, sequence: facts.reading?.sequence ?? 0 }
    const kept = await keepDevices(
      tx,
      { organisationId, reportId: composing.reportId, chosen: services },
      moment,
    )
    return kept.ok ? done({ ...facts, annex: kept.value }) : kept
  })
}

type Told = {
  kind: OverallKind
  services: readonly Service[]
  asOf: Day | null
  from: Day | null
  /** Whether it names each device, in volumes beside it. */
  annex: 'devices' | null
}

/** The last moment of a day in the organisation's time zone; null for today, which is not over. */
const momentOf = async (actor: Actor, day: Day): Promise<Outcome<Date | null, 'dayAhead'>> => {
  const { timeZone } = await inOrganisation(actor.organisationId, (tx) =>
    tx.organisation.findFirstOrThrow({ select: { timeZone: true } }),
  )
  const asked = asOfDay(day, timeZone, new Date())
  if (asked.kind === 'past') return done(asked.at)
  return asked.kind === 'today' ? done(null) : refused('dayAhead')
}

/** The same of what a case ended: its certificate. Throws Missing for a case that is not confirmed. */
export const composeCertificate = async (
  actor: Actor,
  offboardingId: string,
  input: ComposeInput,
): Promise<Outcome<{ reportId: string }, never>> => {
  demand(actor, 'reports:compose')
  return compose(actor, input, async (tx, composing) =>
    done(await gatherCessationFacts(tx, actor, offboardingId, composing)),
  )
}

/** The same of what a case would do. Throws Missing for a case in which nothing is chosen. */
export const composeImpactReport = async (
  actor: Actor,
  offboardingId: string,
  input: ComposeInput,
): Promise<Outcome<{ reportId: string }, never>> => {
  demand(actor, 'reports:compose')
  return compose(actor, input, async (tx, composing) =>
    done(await gatherImpactFacts(tx, actor, offboardingId, composing)),
  )
}

/** Reading a hundred thousand devices takes longer than a command may else. */
const composingMs = 120_000

const compose = <Reason extends string = never>(
  actor: Actor,
  { language, standard, confidentiality }: ComposeInput,
  gather: (tx: Transaction, composing: Composing) => Promise<Outcome<ReportFacts, Reason>>,
): Promise<Outcome<{ reportId: string }, Reason>> =>
  change<{ reportId: string }, Reason>(
    actor,
    async ({ tx, record }) => {
      const reportId = uuidv7()
      const composedAt = new Date()
      const gathered = await gather(tx, { reportId, composedAt, confidentiality })
      if (!gathered.ok) return gathered
      const facts = gathered.value
      const composed = { composedBy: actor.name, composedById: actor.id, composedAt }
      const factsSha256 = await keepFacts(tx, actor, {
        facts,
        language,
        standard,
        ...composed,
        approves: null,
      })
      record({
        kind: 'report.composed',
        subject: { kind: 'report', id: reportId },
        facts: {
          report: facts.kind,
          language,
          standard,
          factsSha256,
          reading: facts.reading?.sequence ?? null,
          ...('annex' in facts && facts.annex && { devices: facts.annex.devices }),
        },
      })
      return done({ reportId })
    },
    { timeoutMs: composingMs },
  )

type Frozen = ComposeInput &
  Pick<Report, 'composedBy' | 'composedById' | 'composedAt' | 'approves'> & { facts: ReportFacts }

/** Keeps frozen facts as a report, asks the worker to draw it, and answers the hash the facts are known by. */
const keepFacts = async (
  tx: Transaction,
  { organisationId }: Actor,
  { facts, ...report }: Frozen,
): Promise<string> => {
  const factsSha256 = sha256(freeze(facts))
  const { reportId, kind, reading } = facts
  await tx.report.create({
    data: {
      organisationId,
      id: reportId,
      kind,
      facts,
      factsSha256,
      readingId: reading?.id ?? null,
      ...report,
    },
  })
  await enqueue(tx, 'renderReport', { organisationId, reportId })
  return factsSha256
}

/**
 * Approves a draft: the same facts become another report, final, with whose word that is. Never one's own, and only once;
 * the draft stays as it was. Throws Missing.
 */
export const approveReport = async (
  actor: Actor,
  draftId: string,
  { note }: { note: string },
): Promise<
  Outcome<
    { reportId: string },
    'reportFinal' | 'reportIncomplete' | 'reportNotReady' | 'reportOwn' | 'reportApproved'
  >
> => {
  demand(actor, 'reports:approve')
  return change(actor, async ({ tx, record }) => {
    await tx.$queryRaw`select 1 from report where id = ${draftId}::uuid for update`
    const draft = await tx.report.findFirst({
      where: { id: draftId },
      include: { approved: { select: { id: true } } },
    })
    if (!draft) throw new Missing('report')
    if (draft.state !== 'ready') return refused('reportNotReady')
    if (draft.approved) return refused('reportApproved')
    const { language, standard } = composeInput.parse(draft)
    const { composedBy, composedById } = draft
    const at = new Date()
    const word = { by: actor.name, at, note: note.trim() || null, reportId: uuidv7() }
    const facts = approved(reportFactsSchema.parse(draft.facts), word)
    if (!facts.ok) return facts
    if (actor.id !== null && composedById === actor.id) return refused('reportOwn')
    const { reportId } = word
    await tx.$executeRaw`
      insert into report_volume (organisation_id, report_id, number, facts)
      select organisation_id, ${reportId}::uuid, number, facts from report_volume where report_id = ${draftId}::uuid`
    const factsSha256 = await keepFacts(tx, actor, {
      facts: facts.value,
      ...{ language, standard, composedBy, composedById, composedAt: at, approves: draftId },
    })
    record({
      kind: 'report.approved',
      subject: { kind: 'report', id: reportId },
      facts: { draft: draftId, draftSha256: draft.factsSha256, factsSha256 },
    })
    return done({ reportId })
  })
}
