import type { Transaction } from '#adapters/db.ts'
import { settings } from '#adapters/env.ts'
import type { Actor } from '#domain/actor.ts'
import type { CessationFacts } from '#domain/report/cessation-facts.ts'
import type { Confidentiality, ReportedOperator } from '#domain/report/reported.ts'
import { storedHead } from '#features/audit/queries.ts'
import type { Case } from '#features/offboardings/case.ts'
import { logoIn } from '#features/organisations/logo.ts'
import type { CompleteReading } from '#features/readings/queries.ts'

// What every kind of report freezes of whose it is and what it rests on.

export type Composing = { reportId: string; composedAt: Date; confidentiality?: Confidentiality | undefined }

export const headOf = (
  actor: Actor,
  { reportId, composedAt, confidentiality = 'confidential' }: Composing,
) => ({
  version: 1 as const,
  state: 'draft' as const,
  approved: null,
  confidentiality,
  reportId,
  composedAt: composedAt.toISOString(),
  composedBy: actor.kind === 'terminal' ? `${actor.name} (terminal)` : actor.name,
  verifyAt: `${settings().url}/verify`,
})

export const reportedOrganisation = async (tx: Transaction): Promise<CessationFacts['organisation']> => {
  const { controllerName, dpoContact, ...organisation } = await tx.organisation.findFirstOrThrow({
    select: {
      name: true,
      country: true,
      address: true,
      controllerName: true,
      dpoContact: true,
      timeZone: true,
    },
  })
  const logo = await logoIn(tx)
  return {
    ...organisation,
    ...(logo && { logo: { ...logo, png: Buffer.from(logo.png).toString('base64') } }),
    controllers: controllerName === null ? [] : [controllerName],
    dataProtectionOfficer: dpoContact,
  }
}

/** Null where nobody runs the tenant on the organisation's behalf. */
export const reportedOperator = async (tx: Transaction): Promise<ReportedOperator | null> => {
  const { operatorName, operatorContact, operatorDpo } = await tx.organisation.findFirstOrThrow({
    select: { operatorName: true, operatorContact: true, operatorDpo: true },
  })
  return operatorName === null
    ? null
    : { name: operatorName, contact: operatorContact, dataProtectionOfficer: operatorDpo }
}

export const reportedReading = (reading: CompleteReading | null): CessationFacts['reading'] =>
  reading && {
    id: reading.id,
    sequence: reading.sequence,
    startedAt: reading.startedAt.toISOString(),
    finishedAt: reading.finishedAt.toISOString(),
  }

export const reportedHead = async (tx: Transaction): Promise<CessationFacts['auditHead']> => {
  const head = await storedHead(tx)
  return head.sequence === 0 ? null : { ...head, hash: Buffer.from(head.hash).toString('hex') }
}

/** Of a report about a case: which one. */
export const caseHead = ({
  id,
  startedByName: startedBy,
  startedAt,
}: Pick<Case, 'id' | 'startedByName' | 'startedAt'>) => ({
  id,
  startedBy,
  startedAt: startedAt.toISOString(),
})
