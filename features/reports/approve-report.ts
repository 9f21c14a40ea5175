import { v7 as uuidv7 } from 'uuid'
import type { Actor } from '#domain/actor.ts'
import { done, Missing, type Outcome, refused } from '#domain/outcome.ts'
import { approved } from '#domain/report/approval.ts'
import { reportFactsSchema } from '#domain/report/compose.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import { erasedSince } from './enclosed-evidence.ts'
import { keepFacts } from './keep-facts.ts'
import { composeInput } from './schema.ts'

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
    'reportFinal' | 'reportIncomplete' | 'reportNotReady' | 'reportOwn' | 'reportApproved' | 'enclosureErased'
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
    // The final one is drawn anew, and could never be.
    const erased = await erasedSince(tx, facts.value)
    if (erased !== null) return refused('enclosureErased', { name: erased })
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
