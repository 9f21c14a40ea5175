import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '#components/button-link.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { Section } from '#components/section.tsx'
import { can } from '#domain/actor.ts'
import { requireActor } from '#features/access/guard.ts'
import { langHere } from '#features/catalogue/view/lang.ts'
import { inventory as readInventory } from '#features/inventory/queries.ts'
import { type ReviewedField, reviewDetail, reviewedFields } from '#features/reviews/queries.ts'
import { DecisionForm, OpinionForm, WithdrawalForm } from '#features/reviews/view/decision-forms.tsx'
import { Version } from '#features/reviews/view/review-section.tsx'
import { ReviewsTable } from '#features/reviews/view/reviews-table.tsx'
import type { SearchParams } from '../../as-of-here.ts'
import { askedFields } from '../asked-fields.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reviews'))('decide.title') }
}

export default async function DecideReviews({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor('reviews:read')
  const { field } = await searchParams
  const inventory = await readInventory(actor, { lang: await langHere() })
  const asked = askedFields(field, await reviewedFields(actor, inventory))
  const open = asked.filter(({ standing }) => standing.open)
  const [only, ...others] = asked
  // What was asked about is decided: the field's own page tells how.
  if (only && others.length === 0 && open.length === 0) redirect(`/inventory/${only.key}#review`)
  const isOwn = ({ standing }: ReviewedField) => standing.open?.proposed.by === actor.id
  const own = open.filter(isOwn)
  const foreign = open.filter((each) => !isOwn(each))
  const t = await getTranslations('reviews')
  const words = await getTranslations()
  const mayDecide = can(actor, 'reviews:adopt')
  const versions = await Promise.all(
    open.map(async ({ key, row, standing }) => {
      const { versions } = await reviewDetail(actor, row.service, row.element.key, inventory)
      const tell = (number: number | undefined) => versions.find(({ version }) => version === number)
      return {
        ...{ key, label: `${row.text.label} (${words(`services.${row.service}.short`)})` },
        proposed: tell(standing.latest),
        inForce: tell(standing.inForce?.version),
      }
    }),
  )
  return (
    <>
      <PageHeader
        title={t(mayDecide ? 'decide.title' : 'advise.title')}
        trail={{
          label: (await getTranslations('frame'))('breadcrumb'),
          parents: [{ href: '/reviews', label: t('title') }],
        }}
        meta={t(mayDecide ? 'decide.about' : 'advise.about')}
      />
      {open.length === 0 ? (
        <EmptyState
          title={t('decide.none.title')}
          action={<ButtonLink href="/reviews?state=proposed">{t('decide.none.go')}</ButtonLink>}
        >
          {t('decide.none.sentence')}
        </EmptyState>
      ) : (
        <>
          <ReviewsTable fields={open} empty={null} />
          {versions.map(({ key, label, proposed, inForce }) => (
            <Section key={key} title={label}>
              <Version version={proposed} />
              <Version version={inForce} />
            </Section>
          ))}
          {foreign.length > 0 && mayDecide ? (
            <Section title={t('decide.yours')} note={t('decide.consequence', { count: foreign.length })}>
              <DecisionForm fields={foreign} />
            </Section>
          ) : null}
          {foreign.length > 0 && can(actor, 'reviews:advise') ? (
            <Section title={t('advise.yours')} note={t('advise.note')}>
              <OpinionForm fields={foreign} />
            </Section>
          ) : null}
          {own.length > 0 && can(actor, 'reviews:propose') ? (
            <Section title={t('withdraw.title', { count: own.length })} note={t('withdraw.note')}>
              <WithdrawalForm fields={own} />
            </Section>
          ) : null}
        </>
      )}
    </>
  )
}
