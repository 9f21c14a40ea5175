import { getTranslations } from 'next-intl/server'
import { type Actor, can } from '#domain/actor.ts'
import { services } from '#domain/service.ts'
import { soughtText } from '#domain/sought-text.ts'
import { searchRate } from '#features/access/rate-limit.ts'
import { momentOf } from '#features/inventory/as-of.ts'
import { search } from '#features/search/search.ts'
import { type Destination, searchAnswer } from '#features/search/view/search-answer.ts'
import { asOfHere } from '../../(console)/as-of-here.ts'
import { deeds, pathOf } from '../../navigation.ts'
import { openPlaces } from '../../open-places.ts'
import { admitted } from '../answers.ts'

/** What a few letters may mean to this member: what is found, and where one can go. */
export async function GET(request: Request) {
  const { actor, answer } = await admitted(null, searchRate)
  if (answer) return answer
  const address = Object.fromEntries(new URL(request.url).searchParams)
  const text = soughtText.parse(address.q)
  const found = await search(actor, text, momentOf(await asOfHere(Promise.resolve(address))))
  const answered = await searchAnswer(found, { text, destinations: await destinationsOf(actor) })
  return Response.json(answered, { headers: { 'cache-control': 'private, no-store' } })
}

const destinationsOf = async (actor: Actor): Promise<Destination[]> => {
  const t = await getTranslations()
  return [
    ...deeds
      .filter(({ permission }) => can(actor, permission))
      .map(
        ({ id, path }): Destination => ({
          kind: 'action',
          href: path,
          title: t(`search.action.${id}`),
          also: t(`search.also.${id}`).split(', '),
        }),
      ),
    ...openPlaces(actor).map((place) => placeAt(pathOf(place), t(`frame.navigation.${place}`))),
    ...(can(actor, 'organisations:read') ? [placeAt('/settings/legal-facts', t('legalFacts.title'))] : []),
    ...(can(actor, 'inventory:read') ? services : []).map((service) =>
      placeAt(`/inventory/${service}`, t(`services.${service}.name`), t(`services.${service}.short`)),
    ),
  ]
}

const placeAt = (href: string, title: string, ...also: string[]): Destination => ({
  kind: 'place',
  href,
  title,
  also,
})
