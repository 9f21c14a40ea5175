import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '#components/button-link.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { PickBar } from '#components/pick-rows.tsx'
import { PlainSubmit } from '#components/plain-submit.tsx'
import { can } from '#domain/actor.ts'
import { catalogue } from '#domain/catalogue/catalogue.ts'
import { isInList, type ReviewList, reviewLists } from '#domain/review.ts'
import { requireActor } from '#features/access/guard.ts'
import { GradeLegend } from '#features/catalogue/view/grade-legend.tsx'
import { langHere } from '#features/catalogue/view/lang.ts'
import { OfOneEdition } from '#features/catalogue/view/of-one-edition.tsx'
import { momentOf } from '#features/inventory/as-of.ts'
import { inventory as readInventory } from '#features/inventory/queries.ts'
import { AsOfBar } from '#features/inventory/view/as-of-bar.tsx'
import { reviewedFields } from '#features/reviews/queries.ts'
import { ProposeBar } from '#features/reviews/view/propose-bar.tsx'
import { ReviewTabs } from '#features/reviews/view/review-tabs.tsx'
import { ReviewsTable } from '#features/reviews/view/reviews-table.tsx'
import { asOfHere, type SearchParams } from '../as-of-here.ts'
import { LeftOut } from '../left-out.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reviews'))('title') }
}

export default async function Reviews({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor('reviews:read')
  const asOf = await asOfHere(searchParams)
  const inventory = await readInventory(actor, { lang: await langHere(), ...momentOf(asOf) })
  const fields = await reviewedFields(actor, inventory)
  const counts = Object.fromEntries(
    reviewLists.map((list) => [list, fields.filter(({ standing }) => isInList(standing, list)).length]),
  ) as Record<ReviewList, number>
  const { state: asked, edition } = await searchParams
  const restsOn = catalogue.editions.find(({ id }) => id === edition)?.id
  // What waits for somebody comes first; where nothing does, what was adopted is what there is to see.
  const state =
    reviewLists.find((each) => each === asked) ?? reviewLists.find((each) => counts[each] > 0) ?? 'none'
  const shown = fields.filter(
    ({ standing }) => isInList(standing, state) && (!restsOn || standing.inForce?.ground.edition === restsOn),
  )
  const t = await getTranslations('reviews')
  const isDecided = state === 'proposed'
  const mayPropose = can(actor, 'reviews:propose')
  const mayDecide = can(actor, 'reviews:adopt') || can(actor, 'reviews:advise')
  // A past day is looked at, not worked on.
  const canPick = asOf.kind === 'today' && (isDecided ? mayDecide : mayPropose)
  return (
    <>
      <PageHeader title={t('title')} meta={t('about')} />
      <AsOfBar
        asOf={asOf}
        path="/reviews"
        reading={inventory.reading}
        keep={{ state, ...(restsOn ? { edition: restsOn } : {}) }}
      />
      <LeftOut parts={asked === undefined || asked === state ? [] : ['state']} />
      <ReviewTabs counts={counts} chosen={state} />
      {restsOn ? <OfOneEdition edition={restsOn} all={`/reviews?state=${state}`} /> : null}
      <form action={isDecided ? '/reviews/decide' : '/reviews/new'}>
        <ReviewsTable
          fields={shown}
          isInForce={state === 'inForce'}
          canPick={canPick}
          empty={
            <EmptyState
              title={t(`empty.${state}.title`)}
              action={<ButtonLink href={'/inventory'}>{t('empty.go')}</ButtonLink>}
            >
              {t(`empty.${state}.sentence`)}
            </EmptyState>
          }
        />
        {!canPick || shown.length === 0 ? null : isDecided ? (
          <PickBar name="field" hint={t('pick.hintOpen')} picked={t('pick.picked', { count: '{count}' })}>
            <PlainSubmit>{t(can(actor, 'reviews:adopt') ? 'decide.open' : 'advise.open')}</PlainSubmit>
          </PickBar>
        ) : (
          <ProposeBar />
        )}
      </form>
      {shown.some(({ standing }) => standing.latest > 0) ? <GradeLegend grades={['stated']} /> : null}
    </>
  )
}
