import type { Metadata } from 'next'
import { getTimeZone, getTranslations } from 'next-intl/server'
import { ButtonLink } from '#components/button-link.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { Section } from '#components/section.tsx'
import { dayIn, monthsAfter } from '#domain/day.ts'
import { requireActor } from '#features/access/guard.ts'
import { langHere } from '#features/catalogue/view/lang.ts'
import { inventory as readInventory } from '#features/inventory/queries.ts'
import { reviewedFields, reviewRules } from '#features/reviews/queries.ts'
import { ProposalForm } from '#features/reviews/view/proposal-form.tsx'
import { ReviewsTable } from '#features/reviews/view/reviews-table.tsx'
import type { SearchParams } from '../../as-of-here.ts'
import { askedFields } from '../asked-fields.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reviews'))('propose.title') }
}

export default async function NewReview({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor('reviews:propose')
  const all = await reviewedFields(actor, await readInventory(actor, { lang: await langHere() }))
  const fields = askedFields((await searchParams).field, all)
  const { months } = await reviewRules(actor)
  const t = await getTranslations('reviews')
  const [only, ...others] = fields
  const back = only && others.length === 0 ? `/inventory/${only.key}#review` : '/reviews'
  return (
    <>
      <PageHeader
        title={t('propose.title')}
        trail={{
          label: (await getTranslations('frame'))('breadcrumb'),
          parents: [{ href: '/reviews', label: t('title') }],
        }}
        meta={t('propose.about')}
      />
      {fields.length === 0 ? (
        <EmptyState
          title={t('propose.none.title')}
          action={<ButtonLink href="/reviews">{t('propose.none.go')}</ButtonLink>}
        >
          {t('propose.none.sentence')}
        </EmptyState>
      ) : (
        <>
          <Section
            title={t('propose.fields', { count: fields.length })}
            note={fields.length > 1 ? t('propose.many') : undefined}
          >
            <ReviewsTable fields={fields} empty={null} />
          </Section>
          <Section title={t('propose.words')}>
            <ProposalForm
              fields={fields}
              usualDay={monthsAfter(dayIn(await getTimeZone(), new Date()), months)}
              back={back}
            />
          </Section>
        </>
      )}
    </>
  )
}
