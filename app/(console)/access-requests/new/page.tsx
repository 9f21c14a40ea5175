import type { Metadata } from 'next'
import { getTimeZone, getTranslations } from 'next-intl/server'
import { PageHeader } from '#components/page-header.tsx'
import { Section } from '#components/section.tsx'
import { dayIn } from '#domain/day.ts'
import { requireActor } from '#features/access/guard.ts'
import { RecordForm } from '#features/access-requests/view/record-form.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('accessRequests'))('recordLabel') }
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function RecordRequest({ searchParams }: Props) {
  await requireActor('accessRequests:handle')
  const { about } = await searchParams
  const t = await getTranslations('accessRequests')
  return (
    <>
      <PageHeader
        title={t('recordLabel')}
        meta={t('recordLead')}
        trail={{ label: t('trail'), parents: [{ href: '/access-requests', label: t('title') }] }}
      />
      <Section title={t('received')}>
        <RecordForm
          about={typeof about === 'string' ? about : ''}
          today={dayIn(await getTimeZone(), new Date())}
        />
      </Section>
    </>
  )
}
