export { NotFoundHere as default } from '../_features/shell/not-found-here.tsx'
