-- Which process reads a mail now; it is that one's as long as its lease lasts (reliability.md 2.7).
ALTER TABLE messages ADD COLUMN reader text;
