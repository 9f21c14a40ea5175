import { v7 as uuidv7 } from 'uuid'
import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import type { Day } from '#domain/day.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import type { ReportFacts } from '#domain/report/compose.ts'
import type { EnclosingReason } from '#domain/report/enclosed-evidence.ts'
import type { Service } from '#domain/service.ts'
import { demand } from '#features/access/actor.ts'
import { composeRate, mayHave } from '#features/access/rate-limit.ts'
import { change } from '#features/audit/change.ts'
import { asOfDay } from '#features/inventory/as-of.ts'
import { gatherCessationFacts } from './cessation-facts.ts'
import { gatherDifferenceFacts } from './changes-facts.ts'
import { withCitedEvidence, withCitedReadings } from './cited-evidence.ts'
import { keepDevices } from './device-annex.ts'
import { gatherDisclosureFacts } from './disclosure-facts.ts'
import { filesToEnclose } from './enclosed-evidence.ts'
import { gatherImpactFacts } from './impact-facts.ts'
import { keepFacts } from './keep-facts.ts'
import type { Composing } from './report-head.ts'
import type { ComposeInput, OverallKind } from './schema.ts'

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
    | TooOften
    | 'dayAhead'
    | 'beginningNeeded'
    | 'periodEmpty'
    | 'operatorUnknown'
    | 'annexNotOfKind'
    | 'annexTooLarge'
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

/**
 * The same of what a case ended: its certificate, with the files of its evidence in the PDF where that is asked. Throws
 * Missing for a case that is not confirmed.
 */
export const composeCertificate = async (
  actor: Actor,
  offboardingId: string,
  { isEnclosing = false, ...input }: ComposeInput & { isEnclosing?: boolean },
): Promise<Outcome<{ reportId: string }, EnclosingReason | TooOften>> => {
  demand(actor, 'reports:compose')
  if (isEnclosing) demand(actor, 'offboardings:read')
  return compose(actor, input, async (tx, composing) => {
    const facts = await gatherCessationFacts(tx, actor, offboardingId, composing)
    if (!isEnclosing) return done(facts)
    const files = await filesToEnclose(tx, facts.evidence, input.standard)
    return files.ok ? done({ ...facts, enclosed: files.value }) : files
  })
}

/** The same of what a case would do. Throws Missing for a case in which nothing is chosen. */
export const composeImpactReport = async (
  actor: Actor,
  offboardingId: string,
  input: ComposeInput,
): Promise<Outcome<{ reportId: string }, TooOften>> => {
  demand(actor, 'reports:compose')
  return compose(actor, input, async (tx, composing) =>
    done(await gatherImpactFacts(tx, actor, offboardingId, composing)),
  )
}

/** Reading a hundred thousand devices takes longer than a command may else. */
const composingMs = 120_000

type TooOften = 'hadTooOften'

const compose = async <Reason extends string = never>(
  actor: Actor,
  { language, standard, confidentiality }: ComposeInput,
  gather: (tx: Transaction, composing: Composing) => Promise<Outcome<ReportFacts, Reason>>,
): Promise<Outcome<{ reportId: string }, Reason | TooOften>> => {
  if (actor.id !== null && !(await mayHave(composeRate, actor.id)))
    return refused('hadTooOften', { minutes: composeRate.seconds / 60 })
  return change<{ reportId: string }, Reason>(
    actor,
    async ({ tx, record }) => {
      const reportId = uuidv7()
      const composedAt = new Date()
      const gathered = await gather(tx, { reportId, composedAt, confidentiality })
      if (!gathered.ok) return gathered
      const facts = await withCitedReadings(tx, await withCitedEvidence(tx, gathered.value))
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
          ...('enclosed' in facts && facts.enclosed && { enclosed: facts.enclosed.length }),
        },
      })
      return done({ reportId })
    },
    { timeoutMs: composingMs },
  )
}
