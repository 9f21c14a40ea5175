import { getTranslations } from 'next-intl/server'
import { ConfirmButton } from '#components/confirm-button.tsx'
import { type Column, DataTable } from '#components/data-table.tsx'
import { FreeText } from '#components/free-text.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { TextAreaField } from '#components/text-area-field.tsx'
import { keyOf } from '#domain/offboarding/assignment.ts'
import { megabytesOf } from '#domain/report/enclosed-evidence.ts'
import { Moment } from '#features/readings/view/reading-words.tsx'
import { eraseEvidenceFileAction } from '../actions.ts'
import type { NamedCase } from '../ended-elsewhere.ts'
import type { EvidenceItem } from '../queries.ts'
import type { Shows } from '../stored.ts'
import { AssignedLine } from './assigned-line.tsx'
import classes from './evidence-table.module.css'

type EvidenceTableProps = {
  label?: string
  /** With the case it was given in, where that is another one. */
  evidence: (EvidenceItem & { given?: NamedCase })[]
  /** The words of what a file shows, by how a form names it. */
  shownOf: (subject: string) => string
  mayErase: boolean
}

/** What Microsoft answered, what members stated and handed in, with the hash each is known by. */
export async function EvidenceTable({ label, evidence, shownOf, mayErase }: EvidenceTableProps) {
  const t = await getTranslations('offboardings')
  const hasCalls = evidence.some(({ call }) => call !== '')
  const calls: Column<EvidenceItem>[] = hasCalls
    ? [
        {
          id: 'call',
          header: t('column.call'),
          mono: true,
          cell: ({ call, shortCall, requestId, answer }) => (
            <>
              {call === '' ? null : (
                <details>
                  <summary>{shortCall}</summary>
                  <div className={classes.request}>{call}</div>
                  {answer === null ? null : (
                    <div className={classes.request}>{t('evidence.answer', { answer })}</div>
                  )}
                </details>
              )}
              {requestId === '' ? null : (
                <div className={classes.request}>{t('evidence.request', { id: requestId })}</div>
              )}
            </>
          ),
        },
      ]
    : []
  const erasing: Column<EvidenceItem>[] =
    mayErase && evidence.some(({ file }) => file && !file.erased)
      ? [{ id: 'erase', header: t('column.erase'), cell: (item) => <EraseButton item={item} /> }]
      : []
  return (
    <DataTable
      label={label ?? t('evidence.title')}
      rows={evidence}
      rowKey={({ id }) => id}
      empty={<p>{t('evidence.none')}</p>}
      density="compact"
      columns={[
        {
          id: 'what',
          header: t('column.evidence'),
          cell: (item) => (
            <>
              {item.file ? <HandedIn item={item} shownOf={shownOf} /> : <Shown item={item} />}
              {item.given ? <Given of={item.given} /> : null}
            </>
          ),
        },
        ...calls,
        { id: 'by', header: t('column.recordedBy'), cell: ({ recordedBy }) => recordedBy },
        {
          id: 'at',
          header: t('column.at'),
          oneLine: true,
          cell: ({ recordedAt }) => <Moment at={recordedAt} />,
        },
        {
          id: 'sha256',
          header: t('column.sha256'),
          mono: true,
          cell: ({ file, sha256 }) => {
            const hash = file?.sha256 ?? sha256
            return (
              <span title={hash} className={classes.hash}>
                {hash.slice(0, 12)}
              </span>
            )
          },
        },
        ...erasing,
      ]}
    />
  )
}

const subjectOf = (shows: Shows): string => {
  if (shows.kind === 'case') return shows.kind
  return shows.kind === 'account' ? `account:${shows.id}` : `task:${shows.position}`
}

/** A file by its name, what it shows, and what became of it. */
async function HandedIn({ item, shownOf }: { item: EvidenceItem; shownOf: EvidenceTableProps['shownOf'] }) {
  const t = await getTranslations('offboardings.evidence')
  const { file, id, words } = item
  if (!file) return null
  const { name, type, size, erased, shows, sha256, originalSha256 } = file
  return (
    <>
      {erased ? (
        <del className={classes.name}>{name}</del>
      ) : (
        <a href={`/api/evidence/${id}`} className={classes.name} download>
          {name}
        </a>
      )}{' '}
      <small>{t('file.about', { type, megabytes: megabytesOf(size) })}</small>
      <br />
      {shownOf(subjectOf(shows))}
      {words === null ? null : (
        <>
          <br />
          <FreeText>{words}</FreeText>
        </>
      )}
      {sha256 === originalSha256 ? null : (
        <>
          <br />
          <small>{t('file.cleaned', { sha256: originalSha256.slice(0, 12) })}</small>
        </>
      )}
      {erased ? (
        <>
          <br />
          {t.rich('file.erased', { by: erased.by, why: erased.why, at: () => <Moment at={erased.at} /> })}
        </>
      ) : null}
    </>
  )
}

async function Given({ of: { id, startedByName, startedAt } }: { of: NamedCase }) {
  const t = await getTranslations('offboardings.evidence')
  return (
    <>
      <br />
      <QuietLink href={`/offboardings/${id}`}>
        {t.rich('given', { by: startedByName, at: () => <Moment at={startedAt} /> })}
      </QuietLink>
    </>
  )
}

async function EraseButton({ item: { id, file } }: { item: EvidenceItem }) {
  const t = await getTranslations('offboardings')
  if (!file || file.erased) return null
  return (
    <ConfirmButton
      label={t('evidence.erase.label')}
      title={t('evidence.erase.title', { name: file.name })}
      consequence={t('evidence.erase.consequence')}
      confirmLabel={t('evidence.erase.confirm')}
      pendingLabel={t('saving')}
      cancelLabel={t('back')}
      tone="danger"
      action={eraseEvidenceFileAction}
      hidden={{ evidence: id }}
    >
      <TextAreaField name="why" label={t('evidence.erase.why')} rows={2} required />
    </ConfirmButton>
  )
}

/** The app of a removed assignment, or the words of a statement, belong to what a piece shows. */
async function Shown({
  item: { what, app, profile, assigned, total, stoppedAt, words, connection },
}: {
  item: EvidenceItem
}) {
  const t = await getTranslations('offboardings.evidence')
  const kind =
    what === 'assignmentRemoved' && app !== null
      ? t('assignmentRemovedFrom', { app })
      : what === 'profileDeleted' && profile !== null
        ? t('profileDeletedOf', { name: profile })
        : stoppedAt && t('stoppedAt', stoppedAt)
  return (
    <>
      {kind ??
        (total === null ? t(`what.${what}`) : t('upToHere', { what: t(`what.${what}`), count: total }))}
      <Assignments assigned={assigned} isNamed={kind === null} />
      {connection === null ? null : (
        <>
          <br />
          <small>{connection}</small>
        </>
      )}
      {words === null ? null : (
        <>
          <br />
          <FreeText>{words}</FreeText>
        </>
      )}
    </>
  )
}

/** What it takes to make them again: one in a line, several folded away. */
async function Assignments({
  assigned,
  isNamed,
}: Pick<EvidenceItem, 'assigned'> & {
  /** Whether the one app is not named already. */
  isNamed: boolean
}) {
  const t = await getTranslations('offboardings.evidence')
  const [first, ...others] = assigned
  if (!first) return null
  if (others.length === 0)
    return (
      <>
        <br />
        <small>
          <AssignedLine assigned={first} isNamed={isNamed} />
        </small>
      </>
    )
  return (
    <details>
      <summary>{t('assignments', { count: assigned.length })}</summary>
      <ul>
        {assigned.map((each) => (
          <li key={keyOf(each)}>
            <AssignedLine assigned={each} />
          </li>
        ))}
      </ul>
    </details>
  )
}
