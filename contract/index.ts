/** The public face of the package, beside the subpaths of its `package.json`: what travels between Postroom and everybody else. Long because it names all of it. */
export {
  type BayeuxAdvice,
  type BayeuxDelivery,
  type BayeuxReply,
  type BayeuxRequest,
  bayeuxAdvice,
  bayeuxDelivery,
  bayeuxReply,
  bayeuxRequest,
} from "./bayeux.ts";
export { type AgentOnBoard, agentAnswer, agentControls } from "./desktop/agents.ts";
export {
  type AuditSearchAnswer,
  type AuditVerifyAnswer,
  auditSearchAnswer,
  auditSearchQuery,
  auditVerifyAnswer,
  auditVerifyBody,
} from "./desktop/audit.ts";
export { draftVersionAnswer, draftVersionsAnswer } from "./desktop/composing.ts";
export type { ConfigQueuesAnswer } from "./desktop/config-queues.ts";
export { configQueueBody, configQueuesAnswer, queueWrittenAnswer, saidOfQueues } from "./desktop/config-queues.ts";
export { type ConfigResponsesAnswer, configResponsesAnswer, configResponsesQuery } from "./desktop/config-responses.ts";
export { mergeFromBody, type TimelineAnswer, timelineAnswer, timelineQuery } from "./desktop/contacts.ts";
export { deliveryDecisions } from "./desktop/deliveries.ts";
export {
  type DisplayGivenAnswer,
  type DisplayToken,
  displayBody,
  displayGivenAnswer,
  displayIdBody,
  displaysAnswer,
  displayTakenAnswer,
} from "./desktop/displays.ts";
export { type HoldResource, holdAnswer, holdBody } from "./desktop/holds.ts";
export { type MacroResource, type MacroStep, macrosAnswer, macrosBody } from "./desktop/macros.ts";
export {
  imageConsentBody,
  imageConsentsAnswer,
  type MailViewAnswer,
  mailViewAnswer,
  mailViewBody,
} from "./desktop/mail-views.ts";
export type { MailServersAnswer, TrialLine, TriedImap } from "./desktop/mailbox-trials.ts";
export { mailServersAnswer, mailServersQuery, parseTriedImap, trialBody } from "./desktop/mailbox-trials.ts";
export { type NoticeResource, noticeRemovedAnswer } from "./desktop/notices.ts";
export { declineReasonsAnswer, type OffersAnswer, offersAnswer } from "./desktop/offers.ts";
export { preferencesAnswer, preferencesBody } from "./desktop/preferences.ts";
export { quoteAnswer, quoteBody } from "./desktop/quotes.ts";
export { type ReportSchedule, reportSchedules } from "./desktop/report-schedules.ts";
export { type ReportAnswer, reportAnswer, reportNames, reportQuery } from "./desktop/reports.ts";
export {
  type RenderedResponse,
  type ResponseResource,
  renderedResponseAnswer,
  renderResponseBody,
  responsesAnswer,
  responsesQuery,
} from "./desktop/responses.ts";
export type { RulesAnswer, RulesReplayAnswer, RulesSimulateAnswer, RulesVocabularyAnswer } from "./desktop/rules.ts";
export {
  rulesAnswer,
  rulesDraftBody,
  rulesPublishBody,
  rulesQuery,
  rulesReplayAnswer,
  rulesReplayBody,
  rulesRevertBody,
  rulesSimulateAnswer,
  rulesSimulateBody,
  rulesVocabularyAnswer,
} from "./desktop/rules.ts";
export {
  changeViewBody,
  createViewBody,
  type SearchAnswer,
  searchAnswer,
  searchQuery,
  suggestAnswer,
  suggestQuery,
  type ViewResource,
  viewAnswer,
  viewsAnswer,
} from "./desktop/search.ts";
export { setUpBody } from "./desktop/set-up.ts";
export { backupProofBody, type SetUpStepsAnswer, setUpStepsAnswer } from "./desktop/set-up-steps.ts";
export {
  type SkillGridAnswer,
  type SkillMatchAnswer,
  skillGridAnswer,
  skillGridBody,
  skillGridChangedAnswer,
  skillMatchAnswer,
  skillMatchBody,
} from "./desktop/skills.ts";
export { type SnapshotAnswer, snapshotAnswer } from "./desktop/snapshot.ts";
export { type SnoozeResource, snoozeAnswer, snoozeBody } from "./desktop/snoozes.ts";
export { type SystemAnswer, systemAnswer } from "./desktop/system.ts";
export {
  type NoteResource,
  noteAnswer,
  noteBody,
  type PresenceMembers,
  presenceAnswer,
  presenceBody,
  seenThreadAnswer,
  seenThreadQuery,
  type ThreadAnswer,
} from "./desktop/threads.ts";
export {
  type WallboardAnswer,
  type WallboardMessage,
  wallboardAnswer,
  wallboardMessage,
  wallboardQuery,
} from "./desktop/wallboard.ts";
export {
  answerWith,
  bulkResult,
  type FailureAnswer,
  failureAnswer,
  type OperationAnswer,
  operationAnswer,
  type PartialAnswer,
  partialAnswer,
  referenceId,
  statusCode,
} from "./envelope.ts";
export {
  addAttachmentBody,
  attachmentForm,
  attachmentsAnswer,
  removeAttachmentBody,
  uploadAnswer,
} from "./gws/attachments.ts";
export {
  type AgentState,
  agentState,
  agentStatesAnswer,
  type ChannelResource,
  channelResource,
  channelsAnswer,
  userState,
} from "./gws/channels.ts";
export {
  type NamedChangeBody,
  namedBody,
  namedChangeBody,
  nothingBody,
  type QueueChangeBody,
  queueBody,
  queueChangeBody,
  removedAnswer,
  type UserChangeBody,
  userBody,
  userChangeBody,
  writtenAnswer,
} from "./gws/configuration.ts";
export {
  type ContactResource,
  contactAnswer,
  contactResource,
  contactsAnswer,
  contactsQuery,
  contactWrittenAnswer,
  createContactBody,
  type GivenContact,
  mergeBody,
  unmergeBody,
  updateContactBody,
} from "./gws/contacts.ts";
export { type Container, type Given, type GivenContent, type GivenList, pathOfTo } from "./gws/content.ts";
export { type DirectoryContact, directoryAnswer, directoryContact, directoryQuery } from "./gws/directory.ts";
export {
  type Create,
  createBody,
  type Forward,
  forwardBody,
  type Reply,
  type ReplyAll,
  replyAllBody,
  replyBody,
  type Transfer,
  transferBody,
} from "./gws/draft-commands.ts";
export {
  acceptBody,
  type Complete,
  cancelBody,
  completeBody,
  emailCommands,
  namesQueue,
  type PlaceInQueue,
  placeInQueueBody,
  rejectBody,
  type Save,
  type Send,
  saveBody,
  sendBody,
  setInFocusBody,
} from "./gws/email-commands.ts";
export { type EmailB, emailAnswer, emailB, emailsAnswer, stateB } from "./gws/emails.ts";
export {
  contentRetrievedAnswer,
  getInteractionContentBody,
  historyRetrievedAnswer,
  type IdentifyContact,
  identifiedAnswer,
  identifyContactBody,
  type RetrieveHistory,
  retrieveContactHistoryBody,
  retrieveInteractionHistoryBody,
  setCallContactBody,
  threadAnswer,
  threadQuery,
  type UcsQuery,
  ucsHistoryAnswer,
  ucsInteractionAnswer,
  ucsMessage,
  ucsQuery,
} from "./gws/history.ts";
export {
  type EmailObject,
  emailObject,
  type InteractionA,
  interactionA,
  interactionAnswer,
  interactionsAnswer,
  stateA,
  urisAnswer,
} from "./gws/interactions.ts";
export {
  type ChannelStateMessage,
  channelStateMessage,
  type EmailStateChangeMessage,
  emailStateChangeMessage,
  type InteractionStateMessage,
  interactionStateMessage,
  type WorkbinStateMessage,
  type WorkbinSubscriptionMessage,
  workbinStateMessage,
  workbinSubscriptionMessage,
} from "./gws/notifications.ts";
export {
  type AttemptResource,
  type AuditRow,
  attemptResource,
  auditAnswer,
  auditRow,
  type DeliveryResource,
  deliveryAnswer,
  deliveryResource,
  type HistoryRow,
  historyAnswer,
  historyRow,
  type OperatorRow,
  operatorRow,
  operatorRowsAnswer,
  type WholeInteraction,
  wholeInteraction,
  wholeInteractionAnswer,
} from "./gws/operator.ts";
export {
  addCommentBody,
  assignContactBody,
  deleteUserDataBody,
  type SetUserData,
  setDispositionBody,
  setUserDataBody,
  updatePropertiesBody,
} from "./gws/property-commands.ts";
export { type QueueResource, queueAnswer, queueResource, queuesAnswer } from "./gws/queues.ts";
export { auditQuery, collectionQuery, historyQuery, interactionsQuery } from "./gws/reading.ts";
export { recipientCheckAnswer, recipientCheckBody } from "./gws/recipient-check.ts";
export type { Referred } from "./gws/references.ts";
export { attachmentResource } from "./gws/resource.ts";
export { reportTemplateUsageBody } from "./gws/response-commands.ts";
export {
  type ChangeCategory,
  type ChangeTemplate,
  type CreateCategory,
  type CreateTemplate,
  categoryQuery,
  changeCategoryBody,
  changeTemplateBody,
  createCategoryBody,
  createTemplateBody,
  removalBody,
  renderBody,
  templatesQuery,
} from "./gws/response-writing.ts";
export {
  categoriesAnswer,
  categoryAnswer,
  categoryResource,
  renderedAnswer,
  rootCategoriesAnswer,
  rootCategoriesBody,
  templateAnswer,
  templateResource,
  templatesAnswer,
  templateUsageAnswer,
  writtenCategoryAnswer,
  writtenTemplateAnswer,
} from "./gws/responses.ts";
export {
  changePasswordBody,
  changeReadinessBody,
  channelCommands,
  doNotDisturbBody,
  endContactCenterSessionBody,
  meCommands,
  signInBody,
  startContactCenterSessionBody,
} from "./gws/session.ts";
export {
  type Assign,
  allDeliveriesBody,
  bulkAnswer,
  bulkCommands,
  deliveryCommands,
  forceLogOutBody,
  forceReadinessBody,
  type MoveToQueue,
  type MoveToWorkbin,
  type OverviewAnswer,
  overviewAnswer,
  supervisorCommands,
} from "./gws/supervisor.ts";
export { joinThreadsBody, splitThreadBody, threadChangedAnswer } from "./gws/threads.ts";
export { type GivenUserData, type GivenUserValue, userData } from "./gws/user-data.ts";
export {
  type FeatureResource,
  featureResource,
  type GroupResource,
  groupResource,
  type SkillResource,
  settingsResource,
  skillResource,
  type UserResource,
  userAnswer,
  userResource,
  usersAnswer,
} from "./gws/users.ts";
export {
  addToWorkbinBody,
  type PlaceInWorkbin,
  type PullFromShelf,
  placeInWorkbinBody,
  pullBody,
  shelfQuery,
  type WorkbinResource,
  watchBody,
  workbinAnswer,
  workbinCommands,
  workbinResource,
  workbinsAnswer,
} from "./gws/workbins.ts";
export { type GivenWorkspace, isWorkspaceKey, workspaceBody } from "./gws/workspace.ts";
export { momentIn } from "./moments.ts";
export {
  ledgerAnswer,
  ledgerQuery,
  type MailboxResource,
  mailboxAnswer,
  mailboxesAnswer,
  mailboxImportAnswer,
  mailboxImportBody,
  mailboxTestAnswer,
  mailboxTestBody,
  saidOfMailboxes,
} from "./postroom/mailboxes.ts";
export { quarantineAnswer, releaseAnswer, releaseBody } from "./postroom/quarantine.ts";
export { kindOf, type Problem, pathText, wording } from "./problems.ts";
export type { ProvisionedAgent } from "./provisioning/agents.ts";
export { minuteOf } from "./provisioning/answering.ts";
export { builtInQueues, builtInWorkbins } from "./provisioning/built-in.ts";
export type { ProvisionedMailbox } from "./provisioning/mailboxes.ts";
export type { SkillExpressionProblem } from "./provisioning/names.ts";
export {
  type MailboxSurroundings,
  mailboxBody,
  mailboxChangeBody,
  type ParsedMailbox,
  parseMailbox,
  problemsBeside,
} from "./provisioning/one-mailbox.ts";
export { parseQueue } from "./provisioning/one-queue.ts";
export { type ProvisionedQueue, parkedQueue } from "./provisioning/queues.ts";
export { quotaFigures } from "./provisioning/quota.ts";
export type { ProvisionedResponse } from "./provisioning/responses.ts";
export type { ProvisionedSettings } from "./provisioning/settings.ts";
export { settings as provisionedSettings } from "./provisioning/settings.ts";
export { workspaceDefaults } from "./provisioning/workspace.ts";
export { type ParsedProvisioning, type Provisioning, parseProvisioning, provisioningFile } from "./provisioning.ts";
export { type BodyCode, type BodyProblem, type ReadBody, readBody, readOperationName } from "./read-body.ts";
export { allStatusCodes, type StatusCode, type StatusName, statusCodes } from "./status-codes.ts";
