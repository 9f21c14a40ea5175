/** Somebody's word on a plan. `decision` is null while nobody has decided. */
export type ApprovalFacts = {
  planHash: string
  askedBy: string
  decision: 'approved' | 'rejected' | null
  decidedBy: string | null
}

/** Whether a plan may be carried out on this word: approved, for exactly this plan, by somebody who did not ask. */
export const approvalStands = (approval: ApprovalFacts | null, planHash: string): boolean =>
  approval !== null &&
  approval.decision === 'approved' &&
  approval.planHash === planHash &&
  approval.decidedBy !== null &&
  approval.decidedBy !== approval.askedBy

/** Why a member may not decide: nobody decides what they asked for, or a case they started. */
export const isOwnCase = (
  member: string,
  { askedBy, startedBy }: { askedBy: string; startedBy: string },
): boolean => member === askedBy || member === startedBy

/** Whether it was asked for, or given, about other facts than these: then it has to be asked for again. */
export const hasLapsed = (
  approval: Pick<ApprovalFacts, 'planHash' | 'decision'> | null,
  planHash: string | null,
): boolean => approval !== null && approval.decision !== 'rejected' && approval.planHash !== planHash
