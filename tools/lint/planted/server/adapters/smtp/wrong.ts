import { SMTPServer } from "smtp-server";
import SMTPConnection from "nodemailer/lib/smtp-connection/index.js";
import { connect } from "node:net";
import { parseAddress } from "../../domain/mail/address.ts";
import type { Files } from "../../ports/files.ts";
import { perform } from "../../operations/perform.ts";
import { receiveMessage } from "../../operations/system/receive-message.ts";
import { readMessage } from "../../operations/system/read-messages.ts"; // refused: noRestrictedImports
import { status } from "../../wire/status.ts"; // refused: noRestrictedImports
import { disk } from "../files/disk.ts"; // refused: noRestrictedImports
import { Kysely } from "kysely"; // refused: noRestrictedImports
