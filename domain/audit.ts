import { createHash, hash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Actor } from './actor.ts'

/** Everything that is recorded. A sentence for each stands in `messages.audit.kinds`. */
export const auditKinds = [
  'organisation.created',
  'organisation.changed',
  'organisation.restored',
  'organisation.resealed',
  'organisation.logoSet',
  'organisation.logoRemoved',
  'organisation.timetableChanged',
  'organisation.retentionChanged',
  'organisation.requestRetentionChanged',
  'organisation.logRetentionChanged',
  'organisation.reviewRulesChanged',
  'organisation.factorDemandChanged',
  'archiveHold.placed',
  'archiveHold.lifted',
  'member.invited',
  'member.joined',
  'member.signedIn',
  'member.entered',
  'member.signedInAgain',
  'member.signedOut',
  'member.sessionsEnded',
  'member.passwordChanged',
  'member.factorAdded',
  'member.factorRemoved',
  'member.passwordResetOffered',
  'member.passwordReset',
  'member.accessChanged',
  'member.roleMapped',
  'member.roleUnmapped',
  'member.groupsUnreadable',
  'roleMapping.added',
  'roleMapping.removed',
  'member.invitationWithdrawn',
  'tenantLink.connected',
  'tenantLink.forgotten',
  'reading.requested',
  'reading.finished',
  'reading.failed',
  'reading.cancelled',
  'retention.erased',
  'review.proposed',
  'review.advised',
  'review.adopted',
  'review.declined',
  'review.withdrawn',
  'inventory.exported',
  'value.revealed',
  'offboarding.started',
  'offboarding.answered',
  'offboarding.approvalAsked',
  'offboarding.rehearsed',
  'offboarding.advised',
  'offboarding.approved',
  'offboarding.approvalVoided',
  'offboarding.rejected',
  'offboarding.confirmed',
  'offboarding.cancelled',
  'offboarding.taskStarted',
  'offboarding.effectRecorded',
  'offboarding.taskFinished',
  'offboarding.taskFailed',
  'offboarding.taskStopped',
  'offboarding.retried',
  'offboarding.remainderAccepted',
  'offboarding.stepStated',
  'offboarding.connectionLeftOut',
  'offboarding.organisationRequested',
  'offboarding.finished',
  'offboarding.reopened',
  'offboarding.closedAgain',
  'evidence.attached',
  'evidence.downloaded',
  'evidence.erased',
  'connection.disabled',
  'connection.lookedAgain',
  'connection.stated',
  'connection.statementWithdrawn',
  'connection.joined',
  'connection.unjoined',
  'account.deletionRequested',
  'account.deletionStated',
  'account.kept',
  'account.custodyStated',
  'account.custodyErased',
  'legalFact.confirmed',
  'legalFact.changed',
  'legalFact.restored',
  'accessRequest.received',
  'accessRequest.subjectSettled',
  'accessRequest.identityChecked',
  'accessRequest.extended',
  'accessRequest.extractMade',
  'accessRequest.ended',
  'accessRequest.reopened',
  'accessRequest.erased',
  'report.composed',
  'report.approved',
  'report.rendered',
  'report.failed',
  'report.downloaded',
  'report.bundled',
  'audit.verified',
  'audit.checkpointed',
  'audit.exported',
  'checkpoint.mailingChanged',
  'checkpoint.mailed',
  'checkpoint.mailFailed',
  'audit.pruned',
] as const
export type AuditKind = (typeof auditKinds)[number]

export type AuditEntry = {
  kind: AuditKind
  subject: { kind: string; id: string }
  /** Facts for ever: ids, counts, states, hashes. Nothing that names a person. */
  facts?: Record<string, string | number | boolean | null>
  /** Names and addresses, kept beside the chain under a salted commitment, so that they can be erased. */
  personal?: Record<string, string>
}

export type AuditLink = { sequence: number; body: string; previousHash: Uint8Array; hash: Uint8Array }
export type AuditHead = { sequence: number; hash: Uint8Array }

/** Before the first event: 32 zero bytes. */
export const firstHead: AuditHead = { sequence: 0, hash: new Uint8Array(32) }

const sha256 = (...parts: (string | Uint8Array)[]): Uint8Array => {
  const all = createHash('sha256')
  for (const part of parts) all.update(part)
  return new Uint8Array(all.digest())
}
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
/** RFC 8785. */
export const canonical = (value: unknown): string => {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('not a JSON value')
  return text
}

/** Of the salt beside personal details. */
export const saltBytes = 16

/** Personal details as canonical JSON, with the commitment that stands in the chain: sha256(salt ‖ details). */
export const commit = (
  personal: Record<string, string>,
  salt: Uint8Array,
): { detail: string; commitment: string } => {
  const detail = canonical(personal)
  return { detail, commitment: hex(sha256(salt, detail)) }
}

const space = Buffer.alloc(1 << 16)

/**
 * SHA-256 of bytes, given in hexadecimal, and a text after them: one call over bytes that lie together takes half as long
 * as two updates, and a log has two hashes for each event.
 */
export const hashAfter = (bytes: string, text: string): string => {
  const most = bytes.length / 2 + text.length * 3
  const joined = most > space.length ? Buffer.alloc(most) : space
  const start = joined.write(bytes, 0, 'hex')
  return hash('sha256', joined.subarray(0, start + joined.write(text, start)), 'hex')
}

/** Whether this is what was committed to, byte for byte. Of salts of other lengths the details could lend bytes. */
export const commits = (commitment: string, salt: string, detail: string): boolean =>
  salt.length === saltBytes * 2 && hashAfter(salt, detail) === commitment

/**
 * The next link of an organisation's chain: canonical JSON (RFC 8785) and sha256(previous hash ‖ body). The time is
 * inside the body, so nothing beside it needs to be believed.
 */
export const chain = (
  head: AuditHead,
  organisationId: string,
  actor: Pick<Actor, 'kind' | 'id'>,
  at: Date,
  entry: Omit<AuditEntry, 'personal'>,
  commitment: string | null,
): AuditLink => {
  const body = canonical({
    version: 1,
    organisation: organisationId,
    sequence: head.sequence + 1,
    at: at.toISOString(),
    kind: entry.kind,
    actor: { kind: actor.kind, id: actor.id },
    subject: entry.subject,
    facts: entry.facts ?? {},
    personal: commitment,
  })
  return { sequence: head.sequence + 1, body, previousHash: head.hash, hash: sha256(head.hash, body) }
}
