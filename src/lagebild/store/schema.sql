-- Tables and views of a Lagebild database, version 1.
-- Tables hold what was read and coded; views (prefix v_) are the documented face for people who query with SQL.
-- All offsets are half-open and count Unicode code points of dispatches.text.

CREATE TABLE lagebild (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);

CREATE TABLE dispatches (
    id VARCHAR NOT NULL,
    given_id VARCHAR,
    source VARCHAR,
    language VARCHAR NOT NULL,
    title VARCHAR,
    text VARCHAR NOT NULL,
    url VARCHAR,
    origin VARCHAR,
    earliest DATE NOT NULL,
    latest DATE NOT NULL,
    grain VARCHAR NOT NULL,
    weekday TINYINT
);

-- One row says: every claim that this version of the coding finds in this dispatch is stored.
CREATE TABLE codings (dispatch VARCHAR NOT NULL, version VARCHAR NOT NULL);

CREATE TABLE layers (dispatch VARCHAR NOT NULL, version VARCHAR NOT NULL, payload BLOB NOT NULL);

CREATE TABLE claims (
    id VARCHAR NOT NULL,
    dispatch VARCHAR NOT NULL,
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    type VARCHAR NOT NULL,
    mode VARCHAR,
    status VARCHAR NOT NULL,
    actors STRUCT(span_start INTEGER, span_end INTEGER, country VARCHAR, name VARCHAR, actor VARCHAR, sector VARCHAR)[] NOT NULL,
    recipients STRUCT(span_start INTEGER, span_end INTEGER, country VARCHAR, name VARCHAR, actor VARCHAR, sector VARCHAR)[] NOT NULL,
    said_by STRUCT(span_start INTEGER, span_end INTEGER, country VARCHAR, name VARCHAR, actor VARCHAR, sector VARCHAR),
    when_start INTEGER,
    when_end INTEGER,
    earliest DATE,
    latest DATE,
    grain VARCHAR,
    weekday TINYINT,
    where_start INTEGER,
    where_end INTEGER,
    place VARCHAR,
    place_country VARCHAR,
    latitude DOUBLE,
    longitude DOUBLE,
    place_precision VARCHAR,
    confidence DOUBLE NOT NULL,
    reason VARCHAR NOT NULL,
    score DOUBLE NOT NULL,
    evidence STRUCT(span_start INTEGER, span_end INTEGER)[] NOT NULL
);

CREATE TABLE rejected (
    id VARCHAR NOT NULL,
    room VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    origin VARCHAR NOT NULL,
    given_id VARCHAR
);

CREATE TABLE events (
    id VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    mode VARCHAR,
    status VARCHAR NOT NULL,
    actors VARCHAR[] NOT NULL,
    recipients VARCHAR[] NOT NULL,
    earliest DATE,
    latest DATE,
    grain VARCHAR,
    weekday TINYINT,
    place VARCHAR,
    place_country VARCHAR,
    claims VARCHAR[] NOT NULL,
    dispatches VARCHAR[] NOT NULL,
    sources VARCHAR[] NOT NULL,
    details STRUCT(field VARCHAR, "value" VARCHAR, claims VARCHAR[])[] NOT NULL,
    aliases VARCHAR[] NOT NULL
);

-- Every id an event ever had, with the claim the id was made from: the event that holds that claim today answers to it.
CREATE TABLE event_seeds (event VARCHAR NOT NULL, claim VARCHAR NOT NULL);

CREATE VIEW v_dispatches AS
SELECT id, given_id, source, language, title, url, earliest AS published, latest AS published_latest, grain AS published_grain, text
FROM dispatches;
COMMENT ON VIEW v_dispatches IS 'One row per dispatch; published is its day, or the first day of its month';

CREATE VIEW v_claims AS
SELECT
    c.id AS claim,
    c.dispatch,
    d.given_id,
    d.source,
    d.earliest AS published,
    c.type,
    c.mode,
    c.status,
    substring(d.text, c.trigger_start + 1, c.trigger_end - c.trigger_start) AS trigger_words,
    list_transform(c.actors, lambda p: p.country) AS actor_countries,
    list_transform(c.actors, lambda p: p.name) AS actor_names,
    list_transform(c.recipients, lambda p: p.country) AS recipient_countries,
    list_transform(c.recipients, lambda p: p.name) AS recipient_names,
    c.said_by.country AS said_by_country,
    c.said_by.name AS said_by_name,
    c.earliest,
    c.latest,
    c.place,
    c.place_country,
    c.latitude,
    c.longitude,
    c.place_precision,
    c.confidence,
    c.reason
FROM claims AS c
JOIN dispatches AS d ON d.id = c.dispatch;
COMMENT ON VIEW v_claims IS 'One row per claim with its trigger words, codes and names; earliest and latest are NULL when the text gives no time';

CREATE VIEW v_parties AS
WITH every AS (
    SELECT id AS claim, dispatch, 'actor' AS role, unnest(actors) AS party FROM claims
    UNION ALL
    SELECT id, dispatch, 'recipient', unnest(recipients) FROM claims
    UNION ALL
    SELECT id, dispatch, 'said_by', said_by FROM claims WHERE said_by IS NOT NULL
)
SELECT
    every.claim,
    every.dispatch,
    every.role,
    every.party.country AS country,
    every.party.name AS name,
    every.party.actor AS actor,
    every.party.sector AS sector,
    substring(d.text, every.party.span_start + 1, every.party.span_end - every.party.span_start) AS words
FROM every
JOIN dispatches AS d ON d.id = every.dispatch;
COMMENT ON VIEW v_parties IS 'One row per party of a claim; role is actor, recipient or said_by';

CREATE VIEW v_events AS
SELECT
    id AS event, type, mode, status, actors, recipients, earliest, latest, place, place_country,
    len(claims) AS claim_count, len(dispatches) AS dispatch_count, len(sources) AS source_count, sources
FROM events;
COMMENT ON VIEW v_events IS 'One row per event with the numbers of claims, dispatches and sources that tell of it';

CREATE VIEW v_event_claims AS
SELECT id AS event, unnest(claims) AS claim FROM events;
COMMENT ON VIEW v_event_claims IS 'Which claims an event groups';

CREATE VIEW v_event_details AS
SELECT id AS event, d.field AS field, d."value" AS "value", d.claims AS claims
FROM (SELECT id, unnest(details) AS d FROM events);
COMMENT ON VIEW v_event_details IS 'What the claims of an event contradict each other about, and links to related events';
