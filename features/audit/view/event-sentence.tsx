import { getTranslations } from 'next-intl/server'
import type { ListedEvent } from '../queries.ts'

/** Who acted, in words. The name may have been erased; the event stays. */
export async function actorWords({ actor }: ListedEvent): Promise<string> {
  const t = await getTranslations('audit.actors')
  return actor.name === null ? t(`${actor.kind}.erased`) : t(`${actor.kind}.named`, { name: actor.name })
}

/**
 * What happened, as one sentence. Sentences ask for nothing but the actor, because facts differ from one version of
 * Pomona to the next and an event is told for ever; the facts stand beside it.
 */
export async function EventSentence({ event }: { event: ListedEvent }) {
  const t = await getTranslations('audit.kinds')
  return t(event.kind, { actor: await actorWords(event) })
}
