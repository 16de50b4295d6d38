import sanitizeHtml from "sanitize-html";
import { parse } from "../mime/parse.ts"; // refused: noRestrictedImports
import PostalMime from "postal-mime"; // refused: noRestrictedImports
