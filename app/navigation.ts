/** The main navigation: every place in the order of look.md. The word of a place is `frame.navigation.<id>`. */
export const navigation = [
  {
    id: 'sharing',
    places: [
      'overview',
      'inventory',
      'reviews',
      'accounts',
      'connections',
      'authorisations',
      'devices',
      'people',
      'offboardings',
      'reports',
      'findings',
    ],
  },
  { id: 'record', places: ['readings', 'audit', 'catalogue', 'members', 'settings'] },
] as const

export type Place = (typeof navigation)[number]['places'][number]

/** Where a place is: the overview is the front page. */
export const pathOf = (place: Place): string => (place === 'overview' ? '/' : `/${place}`)
