import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { z } from 'zod'
import { ButtonLink } from '#components/button-link.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { Footnote } from '#components/footnote.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { PageLinks } from '#components/page-links.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'
import { can } from '#domain/actor.ts'
import { Missing } from '#domain/outcome.ts'
import { requireActor } from '#features/access/guard.ts'
import { type ReadingDifference, readingDifference } from '#features/readings/difference.ts'
import { mostCounted } from '#features/readings/moved-shares.ts'
import { type ReadingDetail, readingDetail } from '#features/readings/queries.ts'
import { AccountChangesTable } from '#features/readings/view/account-changes.tsx'
import { AttachmentChangesTable } from '#features/readings/view/attachment-changes-table.tsx'
import { CompareForm } from '#features/readings/view/compare-form.tsx'
import { ConnectionChangesTable } from '#features/readings/view/connection-changes-table.tsx'
import { differenceHref, handedOverHref } from '#features/readings/view/difference-links.ts'
import { MovedSharesTable } from '#features/readings/view/moved-shares-table.tsx'
import { ReadingStateMark } from '#features/readings/view/reading-state.tsx'
import { orNotFound } from '../../../../or-not-found.ts'

const query = z.object({
  from: z.uuid().optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(1000).catch(1),
})

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const load = cache(async (id: string, from: string | undefined, page: number) => {
  const actor = await requireActor('readings:read')
  if (!z.uuid().safeParse(id).success) notFound()
  const mayNamePeople = can(actor, 'people:read')
  try {
    const found = await readingDifference(actor, id, { page, ...(from && { from }) })
    return { ...found, unfinished: null, mayNamePeople }
  } catch (error) {
    if (!(error instanceof Missing)) throw error
    const to = await orNotFound(readingDetail(actor, id))
    if (to.state === 'finished') notFound()
    return { to, offered: [], difference: null, unfinished: to, mayNamePeople }
  }
})

const ask = async ({ params, searchParams }: Props) => {
  const { from, page } = query.parse(await searchParams)
  return load((await params).id, from, page)
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { to } = await ask(props)
  return { title: (await getTranslations('readings.difference'))('title', { sequence: to.sequence }) }
}

export default async function DifferencePage(props: Props) {
  const { to, offered, difference, unfinished, mayNamePeople } = await ask(props)
  const t = await getTranslations()
  return (
    <>
      <PageHeader
        title={t('readings.difference.title', { sequence: to.sequence })}
        trail={{
          label: t('frame.breadcrumb'),
          parents: [
            { href: '/readings', label: t('readings.title') },
            {
              href: `/readings/${to.id}`,
              label: t('readings.numbered', { sequence: to.sequence }),
            },
          ],
        }}
        mark={unfinished ? <ReadingStateMark state={unfinished.state} /> : null}
        meta={
          difference
            ? t('readings.difference.about', {
                sequence: to.sequence,
                before: difference.from.sequence,
              })
            : null
        }
      />
      {difference ? <CompareForm to={difference.to} from={difference.from} offered={offered} /> : null}
      {unfinished ? (
        <Unfinished reading={unfinished} />
      ) : difference === null ? (
        <EmptyState title={t('readings.difference.first.title')}>
          {t('readings.difference.first.sentence', { sequence: to.sequence })}
        </EmptyState>
      ) : difference.isNothing ? (
        <EmptyState title={t('readings.difference.none.title')}>
          {t('readings.difference.none.sentence', {
            sequence: to.sequence,
            before: difference.from.sequence,
          })}
        </EmptyState>
      ) : (
        <Changes difference={difference} mayNamePeople={mayNamePeople} />
      )}
    </>
  )
}

/** A reading of one more tenant can bring thousands. */
const mostShown = 50

async function FirstOf({ shown, found }: { shown: number; found: number }) {
  const t = await getTranslations('readings.difference')
  return found > shown ? <Footnote>{t('firstOf', { shown, found })}</Footnote> : null
}

async function Unfinished({ reading }: { reading: ReadingDetail }) {
  const t = await getTranslations('readings.difference.unfinished')
  const { id, sequence } = reading
  return (
    <EmptyState
      title={t('title')}
      action={<ButtonLink href={`/readings/${id}`}>{t('go', { sequence })}</ButtonLink>}
    >
      {t('sentence', { sequence })}
    </EmptyState>
  )
}

type ChangesProps = { difference: ReadingDifference; mayNamePeople: boolean }

async function Changes({ difference, mayNamePeople }: ChangesProps) {
  const t = await getTranslations('readings.difference')
  const { handedOver, page, pages } = difference
  const { appeared, vanished, missing } = difference.accounts
  const words =
    handedOver === null ? t('handedOverMany', { most: mostCounted }) : t('handedOver', { count: handedOver })
  const path = differenceHref(difference)
  return (
    <>
      <Section title={t('connectionsTitle')}>
        <ConnectionChangesTable changes={difference.connections.slice(0, mostShown)} />
        <FirstOf shown={mostShown} found={difference.connections.length} />
      </Section>
      <Section title={t('accountsTitle')} note={t('accountsNote')}>
        <AccountChangesTable
          accounts={{
            appeared: appeared.slice(0, mostShown),
            vanished: vanished.slice(0, mostShown),
            missing: missing.slice(0, mostShown),
          }}
        />
        <FirstOf
          shown={[appeared, vanished, missing].reduce(
            (sum, each) => sum + Math.min(each.length, mostShown),
            0,
          )}
          found={appeared.length + vanished.length + missing.length}
        />
      </Section>
      <Section title={t('sharesTitle')} note={t('sharesNote')}>
        <p>
          {t('totals', {
            devicesBefore: difference.from.devices ?? 0,
            devices: difference.to.devices ?? 0,
            peopleBefore: difference.from.people ?? 0,
            people: difference.to.people ?? 0,
          })}
        </p>
        <MovedSharesTable between={difference} shares={difference.shares} />
        {pages > 1 ? (
          <PageLinks
            label={t('pages.label')}
            range={t('pages.range', { page, pages })}
            previous={{ href: page > 1 ? `${path}&page=${page - 1}` : undefined, label: t('pages.previous') }}
            next={{ href: page < pages ? `${path}&page=${page + 1}` : undefined, label: t('pages.next') }}
          />
        ) : null}
        <Footnote>{t(difference.isFrozen ? 'frozenNote' : 'countedNote')}</Footnote>
      </Section>
      <Section title={t('handedOverTitle')} note={t('handedOverNote')}>
        <p>
          {handedOver !== 0 && mayNamePeople ? (
            <QuietLink href={handedOverHref(difference)}>{words}</QuietLink>
          ) : (
            words
          )}
        </p>
      </Section>
      <Section title={t('attachmentsTitle')} note={t('attachmentsNote')}>
        <AttachmentChangesTable changes={difference.attachments} />
        {difference.isCut ? <Footnote>{t('cut')}</Footnote> : null}
      </Section>
    </>
  )
}
