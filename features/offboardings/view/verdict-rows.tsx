import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import type { Definition } from '#components/definition-list.tsx'
import { FreeText } from '#components/free-text.tsx'
import type { Source } from '#domain/grade.ts'
import { goneAssignments, isRemoval } from '#domain/offboarding/assignment.ts'
import { goneForGood } from '#domain/offboarding/by-hand.ts'
import { countedIn } from '#domain/offboarding/impact-lists.ts'
import { backSince } from '#domain/offboarding/recheck.ts'
import { unrevokedLicences } from '#domain/offboarding/unrevoked-licences.ts'
import { kindOf } from '#domain/service.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { Moment } from '#features/readings/view/reading-words.tsx'
import { goneAt } from '../case.ts'
import { endedElsewhere } from '../ended-elsewhere.ts'
import type { EvidenceItem, OffboardingDetail } from '../queries.ts'
import { accountOutcome } from './account-outcome.tsx'

type Connection = OffboardingDetail['connections'][number]

/** Both halves of one connection's end, then what stays behind of it and what has to be made again, each with its grade. */
export const verdictRows = async (
  connection: Connection,
  offboarding: OffboardingDetail,
): Promise<Definition[]> => {
  const evidence = offboarding.evidence.filter(({ connection: of }) => of === connection.name)
  return [
    // How both halves of what another case ended stand is that case's to tell.
    ...(endedElsewhere(connection)
      ? []
      : [await tokenRow(connection, offboarding), ...(await accountOutcome(connection, offboarding))]),
    ...(await statedRows(evidence, 'certificateRevoked', 'revoked')),
    ...(await statedRows(evidence, 'connectionLeftOut', 'leftOut')),
    ...(await goneRows(connection, offboarding)),
    ...(await assignmentsRow(connection, evidence)),
    ...(endedElsewhere(connection) ? [] : await unrevokedRows(connection, offboarding)),
    ...(await leftRows(connection, evidence)),
  ]
}

const tokenRow = async (
  connection: Connection,
  { impact: { reading }, rechecks }: OffboardingDetail,
): Promise<Definition> => {
  const t = await getTranslations('offboardings.done')
  const { disabledAt } = connection
  const backAt = backSince(connection, rechecks)
  const row = (source: Source, said: ReactNode) => ({
    id: 'token',
    term: t('token'),
    description: (
      <Graded source={source} reading={reading}>
        {said}
      </Graded>
    ),
  })
  const observedAt = (at: Date): Source => ({ grade: 'observed', reading: '', at: at.toISOString() })
  if (backAt) return row(observedAt(backAt), t.rich('tokenBack', { at: () => <Moment at={backAt} /> }))
  return disabledAt
    ? row(observedAt(disabledAt), t.rich('tokenGone', { at: () => <Moment at={disabledAt} /> }))
    : row(countedIn(reading), t('tokenThere'))
}

/** What members stated of it, in their words. */
const statedRows = async (
  evidence: readonly EvidenceItem[],
  kind: string,
  term: 'leftOut' | 'revoked',
): Promise<Definition[]> => {
  const t = await getTranslations('offboardings.done')
  return evidence
    .filter(({ what }) => what === kind)
    .map(({ id, words, recordedBy: by, recordedAt }) => ({
      id,
      term: t(term),
      description: (
        <Graded source={{ grade: 'stated', by, at: recordedAt.toISOString() }}>
          <FreeText>{words ?? ''}</FreeText>
        </Graded>
      ),
    }))
}

/** What had gone for good of what was left out. */
const goneRows = async ({ id }: Connection, { tasks }: OffboardingDetail): Promise<Definition[]> => {
  const t = await getTranslations('offboardings.done')
  return goneForGood(tasks, id).map(({ task, gone, of }) => ({
    id: `gone ${task.kind}`,
    term: t('goneForGood'),
    description: (
      <Graded source={{ grade: 'observed', reading: '', at: goneAt(task).toISOString() }}>
        {t('goneBefore', { kind: task.kind, gone, of })}
      </Graded>
    ),
  }))
}

/** Of a token that stays, the assignments that were removed for the case are missed. */
const assignmentsRow = async (
  { disabledAt }: Connection,
  evidence: readonly EvidenceItem[],
): Promise<Definition[]> => {
  const t = await getTranslations('offboardings.done')
  const count = goneAssignments(evidence).length
  const newest = evidence.findLast(({ what }) => isRemoval(what))
  if (disabledAt !== null || !newest) return []
  return [
    {
      id: 'assignments',
      term: t('assignments'),
      description: (
        <Graded source={{ grade: 'observed', reading: '', at: newest.recordedAt.toISOString() }}>
          {t('assignmentsRemoved', { count })}
        </Graded>
      ),
    },
  ]
}

const unrevokedRows = async (
  { id, disabledAt }: Connection,
  offboarding: OffboardingDetail,
): Promise<Definition[]> => {
  const t = await getTranslations('offboardings.done')
  return unrevokedLicences(offboarding)
    .filter((token) => token.id === id)
    .map(({ count }) => ({
      id: 'unrevoked',
      term: t('leftBehind'),
      description: (
        <Graded source={{ grade: 'unverifiable', why: 'reports.why.revocationNotSeen' }}>
          {t(disabledAt === null ? 'licencesStay' : 'licencesPlanned', { count: count ?? -1 })}
        </Graded>
      ),
    }))
}

/** What a member accepted to be left, and devices that were managed when the certificate was first found gone. */
const leftRows = async (
  { service }: Connection,
  evidence: readonly EvidenceItem[],
): Promise<Definition[]> => {
  const t = await getTranslations('offboardings.done')
  const counted = evidence.find(({ what, left }) => what === 'certificateFoundGone' && left > 0)
  return evidence
    .filter((piece) => piece.what === 'remainderAccepted' || piece === counted)
    .map(({ id, what, words, left, recordedBy: by, recordedAt }) => {
      const at = recordedAt.toISOString()
      const isAccepted = what === 'remainderAccepted'
      // What was accepted and then found so is one number: seen, it is told where it was seen.
      const isSeen = isAccepted && counted?.left === left
      return {
        id,
        term: t(isAccepted ? 'left' : 'leftBehind'),
        description: (
          <Graded source={isAccepted ? { grade: 'stated', by, at } : { grade: 'observed', reading: '', at }}>
            {isSeen ? null : (
              <>
                {t('leftOf', { kind: kindOf(service), count: left })}
                <br />
              </>
            )}
            <FreeText>{words ?? ''}</FreeText>
          </Graded>
        ),
      }
    })
}
