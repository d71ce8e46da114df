/** The first is what every site has: without it no lab runs. */
export const IMAGE_NAMES = ['node-24', 'python-3'] as const
export type ImageName = (typeof IMAGE_NAMES)[number]

export const isImageName = (name: string): name is ImageName => (IMAGE_NAMES as readonly string[]).includes(name)
