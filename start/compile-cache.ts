import { enableCompileCache } from 'node:module'

/**
 * What Node made of the sources is kept beside the build, for this process and its children: a tenth of a start, more
 * on a slow processor. Where the folder cannot be written, Node goes without.
 */
export const compileCache = '.next/cache/compile'
enableCompileCache(compileCache)
