import type { FastifyInstance } from "fastify";
import { WebSocketServer } from "ws";
import { BayeuxRequest } from "@postroom/contract";
import { perform } from "../../operations/perform.ts";
import { maySee } from "../../domain/agent/actor.ts"; // refused: plugin
import { server } from "../http/server.ts"; // refused: noRestrictedImports
import { notifier } from "../../loops/notifier.ts"; // refused: noRestrictedImports
