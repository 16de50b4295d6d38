import PostalMime from "postal-mime";
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import { Worker } from "node:worker_threads";
import { sanitise } from "../html/sanitise.ts"; // refused: noRestrictedImports
import sanitizeHtml from "sanitize-html"; // refused: noRestrictedImports
import { accept } from "../../operations/email/accept.ts"; // refused: noRestrictedImports
