/** What a clerk answers where no source does: the training world's own, as `hall case run` gives it. */
export { acceptable } from '../../fixtures/world';
export { answerForm } from '../../main/core/entry/cli/training-clerk';
