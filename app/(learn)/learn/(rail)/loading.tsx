export { Waiting as default } from '../../../_features/shell/waiting.tsx'
