import { getTranslations } from 'next-intl/server'
import type { Service } from '#domain/service.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import type { Sighting } from '#features/readings/witnesses.ts'

type SharedOverProps = { services: Service[]; standing: Sighting | null }

/** Over which services something is shared, behind the mark of the reading that says so. */
export async function SharedOver({ services, standing }: SharedOverProps) {
  const t = await getTranslations()
  const words =
    services.length === 0
      ? t('shares.overNone')
      : services.map((service) => t(`services.${service}.short`)).join(', ')
  return standing ? (
    <Graded source={standing.source} reading={standing.reading}>
      {words}
    </Graded>
  ) : (
    words
  )
}
