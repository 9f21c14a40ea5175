import { type Refusal, refused } from '#domain/outcome.ts'

/** The values each sentence under `refusals.<reason>` needs; an empty record where it needs none. */
type Values = {
  wrongSecret: Empty
  expiredSecret: Empty
  wrongTenant: Empty
  wrongClient: Empty
  badCertificate: Empty
  signInRefused: { code: string }
  insecureAddress: { host: string }
  missingPermission: { permissions: string }
  noIntuneLicence: Empty
  unreachable: { host: string }
  privateAddress: { host: string; address: string }
  timedOut: { host: string; seconds: number }
  throttled: { seconds: number }
  malformedAnswer: { host: string }
  foreignLink: { host: string }
  notFound: Empty
  multiAdminApproval: Empty
  licencesNotAnswered: { app: string }
  refusedByMicrosoft: { status: number; code: string }
  serverFault: { status: number }
  cancelled: Empty
  withdrawn: Empty
}
type Empty = Record<string, never>

/** Why Microsoft's side did not answer as hoped. Each has a sentence in both languages. */
export type GraphReason = keyof Values
export type GraphRefusal = Refusal<GraphReason>

export const graphReasons = Object.keys({
  wrongSecret: 0,
  expiredSecret: 0,
  wrongTenant: 0,
  wrongClient: 0,
  badCertificate: 0,
  signInRefused: 0,
  insecureAddress: 0,
  missingPermission: 0,
  noIntuneLicence: 0,
  unreachable: 0,
  privateAddress: 0,
  timedOut: 0,
  throttled: 0,
  malformedAnswer: 0,
  foreignLink: 0,
  notFound: 0,
  multiAdminApproval: 0,
  licencesNotAnswered: 0,
  refusedByMicrosoft: 0,
  serverFault: 0,
  cancelled: 0,
  withdrawn: 0,
} satisfies Record<GraphReason, 0>)

/** A refusal that carries exactly the values its sentence needs: a missing one does not compile. */
export const graphRefusal = <Reason extends GraphReason>(
  reason: Reason,
  ...values: Values[Reason] extends Empty ? [] : [Values[Reason]]
): GraphRefusal => refused(reason, ...values)
