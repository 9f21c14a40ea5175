import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { PageHeader } from '#components/page-header.tsx'
import { PageLinks } from '#components/page-links.tsx'
import type { MovedPage } from '#features/readings/difference-lists.ts'
import { differenceHref } from '#features/readings/view/difference-links.ts'

type MovedListProps = {
  title: string
  page: MovedPage<unknown>
  /** The list's own address, at its beginning. */
  path: string
  isBeginning: boolean
  children: ReactNode
}

/** The frame of a list of what came or went: where it belongs, and the way on. */
export async function MovedList({ title, page, path, isBeginning, children }: MovedListProps) {
  const t = await getTranslations()
  const { from, to, next, rows } = page
  return (
    <>
      <PageHeader
        title={title}
        trail={{
          label: t('frame.breadcrumb'),
          parents: [
            { href: '/readings', label: t('readings.title') },
            { href: `/readings/${to.id}`, label: t('readings.numbered', { sequence: to.sequence }) },
            {
              href: differenceHref(page),
              label: t('readings.difference.title', { sequence: to.sequence }),
            },
          ],
        }}
        meta={t('readings.difference.about', { sequence: to.sequence, before: from.sequence })}
      />
      {children}
      {isBeginning && !next ? null : (
        <PageLinks
          label={t('readings.difference.pages.label')}
          range={t('readings.difference.pages.shown', { count: rows.length })}
          previous={{ href: isBeginning ? undefined : path, label: t('readings.difference.pages.beginning') }}
          next={{
            href: next ? `${path}&after=${next.sequence}_${next.id}` : undefined,
            label: t('readings.difference.pages.next'),
          }}
        />
      )}
    </>
  )
}
