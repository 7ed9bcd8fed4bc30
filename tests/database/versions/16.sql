PRAGMA application_id = 1382314545;
PRAGMA user_version = 16;
BEGIN TRANSACTION;
CREATE TABLE alias (
        key INTEGER PRIMARY KEY,
        entity INTEGER NOT NULL,
        surface TEXT NOT NULL,
        folded TEXT NOT NULL, -- as names are compared
        value, -- a sum as a number, a date as ISO 8601; else NULL
        currency TEXT,
        mentions INTEGER NOT NULL DEFAULT 0,
        UNIQUE (entity, surface)
    );
INSERT INTO "alias" VALUES(1,1,'雨夜','雨夜',NULL,NULL,1);
CREATE TABLE alike (
        one INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE, -- below `other`
        other INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
        share REAL NOT NULL,
        verdict TEXT NOT NULL,
        PRIMARY KEY (one, other)
    ) WITHOUT ROWID
    ;
CREATE TABLE annotation (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        article INTEGER REFERENCES article (key) ON DELETE SET NULL,
        home TEXT NOT NULL, -- the article's id
        title TEXT NOT NULL, -- the article's title
        created TEXT NOT NULL,
        modified TEXT NOT NULL,
        deleted TEXT NOT NULL DEFAULT '', -- when it went to the trash
        colour TEXT NOT NULL,
        state TEXT NOT NULL,
        place_start INTEGER, -- where it stands in the present text; NULL where nowhere
        place_stop INTEGER,
        digest TEXT NOT NULL, -- of the text that the selectors were taken from
        start INTEGER, -- the selectors; NULL for a note on the whole article
        stop INTEGER,
        exact TEXT NOT NULL DEFAULT '',
        prefix TEXT NOT NULL DEFAULT '',
        suffix TEXT NOT NULL DEFAULT '',
        note TEXT NOT NULL DEFAULT '',
        folded TEXT NOT NULL DEFAULT '' -- what a text filters: quote, note, tags
    );
INSERT INTO "annotation" VALUES(1,'3gc5f8kgkq98sbn87ebp2f2yzw',1,'0s46','雨夜的𠮷野家','2024-01-18T09:10:00Z','2024-01-18T09:10:00Z','','green','anchored',10,14,'fb202e9e0c7efee25b71ca52019867b960847effc1b4211f1ec4618c9a7448b9',10,14,'：“走吧','雨夜

他又添了一句','。”','**走**到哪里？',':“走吧 **走**到哪里? ai/模型 散文');
INSERT INTO "annotation" VALUES(2,'3xr7pyb2cp9kz80qdqxcnd026y',2,'zf9c','GPT-4 之后','2024-01-18T09:11:00Z','2024-01-18T09:11:00Z','','yellow','anchored',NULL,NULL,'fbd2c2fb15086d472fa97405077d38be294f8eef9101a8f634efe47cc297171c',NULL,NULL,'','','','整篇都好',' 整篇都好');
INSERT INTO "annotation" VALUES(3,'5nexsfedw49g8vfsswy8y01d1j',1,'0s46','雨夜的𠮷野家','2024-01-18T09:12:00Z','2024-01-18T09:12:00Z','2024-01-18T09:13:00Z','yellow','anchored',0,2,'fb202e9e0c7efee25b71ca52019867b960847effc1b4211f1ec4618c9a7448b9',0,2,'雨夜','','

他又添了一句：“走吧。”','丢掉的','雨夜 丢掉的');
CREATE TABLE annotation_tag (
        annotation INTEGER NOT NULL REFERENCES annotation (key) ON DELETE CASCADE,
        name TEXT NOT NULL,
        PRIMARY KEY (annotation, name)
    ) WITHOUT ROWID
    ;
INSERT INTO "annotation_tag" VALUES(1,'ai/模型');
INSERT INTO "annotation_tag" VALUES(1,'散文');
CREATE TABLE article (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        author TEXT NOT NULL,
        source TEXT NOT NULL,
        date TEXT NOT NULL,
        url TEXT NOT NULL,
        path TEXT NOT NULL,
        language TEXT NOT NULL,
        chars INTEGER NOT NULL,
        digest TEXT NOT NULL,
        added TEXT NOT NULL,
        modified TEXT NOT NULL,
        read INTEGER NOT NULL DEFAULT 0,
        starred INTEGER NOT NULL DEFAULT 0,
        progress INTEGER NOT NULL DEFAULT 0,
        share REAL NOT NULL DEFAULT 0, -- progress as a part of chars: what PROGRESS sorts by
        folded TEXT NOT NULL DEFAULT '' -- what a text filters: title, author, source, tags
    , seconds INTEGER NOT NULL DEFAULT 0);
INSERT INTO "article" VALUES(1,'0s46','雨夜的𠮷野家','陳映','港島晚報','2023-01-17','https://example.org/雨夜','/文章/雨夜.md','zh-Hant',16,'fb202e9e0c7efee25b71ca52019867b960847effc1b4211f1ec4618c9a7448b9','2024-01-17T08:00:00Z','2024-01-17T08:05:00Z',0,1,4,0.25,'雨夜的𠮷野家
陈映
港岛晚报
散文
读书',2);
INSERT INTO "article" VALUES(2,'zf9c','GPT-4 之后','','','','','/文章/caf\udce9.md','zh-Hans',17,'fbd2c2fb15086d472fa97405077d38be294f8eef9101a8f634efe47cc297171c','2024-01-17T08:00:00Z','2024-01-17T08:00:00Z',0,0,0,0.0,'gpt-4 之后


',3);
CREATE TABLE change (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        made TEXT NOT NULL,
        undone INTEGER NOT NULL DEFAULT 0
    );
INSERT INTO "change" VALUES(-1,'merged','2024-01-18T09:00:00Z',0);
INSERT INTO "change" VALUES(0,'articles','2024-01-18T09:09:00Z',0);
INSERT INTO "change" VALUES(1,'created','2024-01-18T09:10:00Z',0);
INSERT INTO "change" VALUES(2,'created','2024-01-18T09:11:00Z',0);
INSERT INTO "change" VALUES(3,'created','2024-01-18T09:12:00Z',0);
INSERT INTO "change" VALUES(4,'deleted','2024-01-18T09:13:00Z',0);
CREATE TABLE change_flag (
        change INTEGER NOT NULL REFERENCES change (key) ON DELETE CASCADE,
        flag TEXT NOT NULL, -- the column
        article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
        value INTEGER NOT NULL, -- before, it had the other one
        PRIMARY KEY (change, flag, article)
    ) WITHOUT ROWID
    ;
INSERT INTO "change_flag" VALUES(0,'starred',1,1);
CREATE TABLE change_merge (
        change INTEGER PRIMARY KEY REFERENCES change (key) ON DELETE CASCADE,
        record TEXT NOT NULL
    );
INSERT INTO "change_merge" VALUES(-1,'["earlier", ["zf9c", {"read": 0, "starred": 0, "added": "2024-01-17T08:00:00Z", "progress": 0, "digest": "fbd2c2fb15086d472fa97405077d38be294f8eef9101a8f634efe47cc297171c", "chars": 17, "seconds": 3, "path": "/文章/caf\\udce9.md", "title": "GPT-4 之后", "author": "", "source": "", "date": "", "url": "", "language": "zh-Hans"}, [["fbd2c2fb15086d472fa97405077d38be294f8eef9101a8f634efe47cc297171c", null, "{\"title\":\"GPT-4 之后\",\"author\":\"\",\"source\":\"\",\"date\":\"\",\"url\":\"\",\"language\":\"zh-Hans\",\"tags\":\"\"}", "{\"blocks\":[[0,17,\"paragraph\"]],\"marks\":[]}", "[]"]], [], {"3xr7pyb2cp9kz80qdqxcnd026y": ["anchored", null, null, "fbd2c2fb15086d472fa97405077d38be294f8eef9101a8f634efe47cc297171c", null, null, "", "", ""]}, [], [], [], [["zyw3", 0.75, "open"]], {}], ["zyw3", {"read": 0, "starred": 0, "added": "2024-01-18T09:00:00Z", "progress": 0, "digest": "ffb8380b50c4b5c7fa09de49a126f35df430e5a608a5713b1f19ea51a30095d3", "chars": 18, "seconds": 2, "path": "/文章/前夜.md", "title": "GPT-4 前夜", "author": "", "source": "港島晚報", "date": "", "url": "", "language": "zh-Hans"}, [["ffb8380b50c4b5c7fa09de49a126f35df430e5a608a5713b1f19ea51a30095d3", null, "{\"title\":\"GPT-4 前夜\",\"author\":\"\",\"source\":\"港島晚報\",\"date\":\"\",\"url\":\"\",\"language\":\"zh-Hans\",\"tags\":\"\"}", "{\"blocks\":[[0,18,\"paragraph\"]],\"marks\":[]}", "[]"]], [], {}, [], [], [], [["zf9c", 0.75, "open"]], {}], ["zf9c", {"read": 0, "starred": 0, "added": "2024-01-17T08:00:00Z", "progress": 0, "digest": "fbd2c2fb15086d472fa97405077d38be294f8eef9101a8f634efe47cc297171c", "chars": 17, "seconds": 3, "path": "/文章/caf\\udce9.md", "title": "GPT-4 之后", "author": "", "source": "", "date": "", "url": "", "language": "zh-Hans"}, [["fbd2c2fb15086d472fa97405077d38be294f8eef9101a8f634efe47cc297171c", null, "{\"title\":\"GPT-4 之后\",\"author\":\"\",\"source\":\"\",\"date\":\"\",\"url\":\"\",\"language\":\"zh-Hans\",\"tags\":\"\"}", "{\"blocks\":[[0,17,\"paragraph\"]],\"marks\":[]}", "[]"], ["ffb8380b50c4b5c7fa09de49a126f35df430e5a608a5713b1f19ea51a30095d3", "2024-01-18T09:00:00Z", "{\"title\":\"GPT-4 前夜\",\"author\":\"\",\"source\":\"港島晚報\",\"date\":\"\",\"url\":\"\",\"language\":\"zh-Hans\",\"tags\":\"\"}", "{\"blocks\":[[0,18,\"paragraph\"]],\"marks\":[]}", "[]"]], [], {"3xr7pyb2cp9kz80qdqxcnd026y": ["anchored", null, null, "fbd2c2fb15086d472fa97405077d38be294f8eef9101a8f634efe47cc297171c", null, null, "", "", ""]}, [], [], ["zyw3"], [], {}]]');
CREATE TABLE change_part (
        change INTEGER NOT NULL REFERENCES change (key) ON DELETE CASCADE,
        annotation TEXT NOT NULL, -- its id
        before TEXT NOT NULL, -- what a person can change of it, as JSON
        after TEXT NOT NULL,
        PRIMARY KEY (change, annotation)
    ) WITHOUT ROWID
    ;
INSERT INTO "change_part" VALUES(1,'3gc5f8kgkq98sbn87ebp2f2yzw','{"tags": ["ai/模型", "散文"], "note": "**走**到哪里？", "colour": "green", "modified": "2024-01-18T09:10:00Z", "deleted": "2024-01-18T09:10:00Z", "selectors": [10, 14, "：“走吧", "雨夜\n\n他又添了一句", "。”"], "digest": "fb202e9e0c7efee25b71ca52019867b960847effc1b4211f1ec4618c9a7448b9"}','{"tags": ["ai/模型", "散文"], "note": "**走**到哪里？", "colour": "green", "modified": "2024-01-18T09:10:00Z", "deleted": "", "selectors": [10, 14, "：“走吧", "雨夜\n\n他又添了一句", "。”"], "digest": "fb202e9e0c7efee25b71ca52019867b960847effc1b4211f1ec4618c9a7448b9"}');
INSERT INTO "change_part" VALUES(2,'3xr7pyb2cp9kz80qdqxcnd026y','{"tags": [], "note": "整篇都好", "colour": "yellow", "modified": "2024-01-18T09:11:00Z", "deleted": "2024-01-18T09:11:00Z", "selectors": null, "digest": "fbd2c2fb15086d472fa97405077d38be294f8eef9101a8f634efe47cc297171c"}','{"tags": [], "note": "整篇都好", "colour": "yellow", "modified": "2024-01-18T09:11:00Z", "deleted": "", "selectors": null, "digest": "fbd2c2fb15086d472fa97405077d38be294f8eef9101a8f634efe47cc297171c"}');
INSERT INTO "change_part" VALUES(3,'5nexsfedw49g8vfsswy8y01d1j','{"tags": [], "note": "丢掉的", "colour": "yellow", "modified": "2024-01-18T09:12:00Z", "deleted": "2024-01-18T09:12:00Z", "selectors": [0, 2, "雨夜", "", "\n\n他又添了一句：“走吧。”"], "digest": "fb202e9e0c7efee25b71ca52019867b960847effc1b4211f1ec4618c9a7448b9"}','{"tags": [], "note": "丢掉的", "colour": "yellow", "modified": "2024-01-18T09:12:00Z", "deleted": "", "selectors": [0, 2, "雨夜", "", "\n\n他又添了一句：“走吧。”"], "digest": "fb202e9e0c7efee25b71ca52019867b960847effc1b4211f1ec4618c9a7448b9"}');
INSERT INTO "change_part" VALUES(4,'5nexsfedw49g8vfsswy8y01d1j','{"tags": [], "note": "丢掉的", "colour": "yellow", "modified": "2024-01-18T09:12:00Z", "deleted": "", "selectors": [0, 2, "雨夜", "", "\n\n他又添了一句：“走吧。”"], "digest": "fb202e9e0c7efee25b71ca52019867b960847effc1b4211f1ec4618c9a7448b9"}','{"tags": [], "note": "丢掉的", "colour": "yellow", "modified": "2024-01-18T09:12:00Z", "deleted": "2024-01-18T09:13:00Z", "selectors": [0, 2, "雨夜", "", "\n\n他又添了一句：“走吧。”"], "digest": "fb202e9e0c7efee25b71ca52019867b960847effc1b4211f1ec4618c9a7448b9"}');
CREATE TABLE change_tags (
        change INTEGER NOT NULL REFERENCES change (key) ON DELETE CASCADE,
        article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
        removed TEXT NOT NULL, -- tags, as JSON
        added TEXT NOT NULL,
        PRIMARY KEY (change, article)
    ) WITHOUT ROWID
    ;
CREATE TABLE correction (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        surface TEXT NOT NULL,
        entity TEXT NOT NULL, -- JSON: [type, name], or null
        becomes TEXT NOT NULL,
        span TEXT NOT NULL,
        article TEXT NOT NULL,
        created TEXT NOT NULL
    );
INSERT INTO "correction" VALUES(1,'respan','雨夜','["WORK", "雨夜"]','["WORK", "雨夜"]','雨夜的𠮷野家','','2024-01-17T08:10:00Z');
CREATE TABLE edition (number INTEGER NOT NULL);
INSERT INTO "edition" VALUES(6880906482817701056);
CREATE TABLE entity (
        key INTEGER PRIMARY KEY,
        type TEXT NOT NULL,
        name TEXT NOT NULL,
        folded TEXT NOT NULL,
        mentions INTEGER NOT NULL DEFAULT 0,
        articles INTEGER NOT NULL DEFAULT 0,
        latest TEXT NOT NULL DEFAULT '', -- the date of the latest article that mentions it
        UNIQUE (name, type)
    );
INSERT INTO "entity" VALUES(1,'WORK','雨夜','雨夜',1,1,'2023-01-17');
CREATE TABLE feed (
        address TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        site TEXT NOT NULL,
        added TEXT NOT NULL,
        "full" INTEGER NOT NULL,
        checked TEXT NOT NULL,
        etag TEXT NOT NULL,
        modified TEXT NOT NULL,
        error TEXT NOT NULL
    ) WITHOUT ROWID
    ;
CREATE TABLE feed_entry (
        feed TEXT NOT NULL REFERENCES feed (address) ON DELETE CASCADE,
        entry TEXT NOT NULL, article INTEGER REFERENCES article (key) ON DELETE SET NULL,
        PRIMARY KEY (feed, entry)
    ) WITHOUT ROWID
    ;
CREATE TABLE likeness (
        hash INTEGER NOT NULL, -- one of the smallest of the clauses of an article's text
        article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
        PRIMARY KEY (hash, article)
    ) WITHOUT ROWID
    ;
CREATE TABLE merged (
        id TEXT PRIMARY KEY,
        article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
        path TEXT NOT NULL,
        url TEXT NOT NULL
    ) WITHOUT ROWID
    ;
INSERT INTO "merged" VALUES('zyw3',2,'/文章/前夜.md','');
CREATE TABLE occurrence (
        article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
        entity INTEGER NOT NULL,
        alias INTEGER NOT NULL,
        mentions INTEGER NOT NULL,
        spans BLOB NOT NULL,
        PRIMARY KEY (article, entity, alias)
    ) WITHOUT ROWID
    ;
INSERT INTO "occurrence" VALUES(1,1,1,1,X'0002');
CREATE TABLE page (
        address TEXT NOT NULL UNIQUE,
        found TEXT NOT NULL,
        kind TEXT NOT NULL,
        charset TEXT NOT NULL,
        etag TEXT NOT NULL,
        modified TEXT NOT NULL,
        fetched TEXT NOT NULL,
        body BLOB NOT NULL -- packed by zlib
    );
CREATE TABLE pending (
        key INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again, so `done` cannot mean another
        article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
        task TEXT NOT NULL,
        UNIQUE (article, task)
    );
INSERT INTO "pending" VALUES(3,2,'recognise');
INSERT INTO "pending" VALUES(4,2,'index');
INSERT INTO "pending" VALUES(5,1,'recognise');
INSERT INTO "pending" VALUES(6,1,'index');
CREATE TABLE recognition (
        digest BLOB NOT NULL UNIQUE,
        version TEXT NOT NULL,
        mentions BLOB NOT NULL
    );
INSERT INTO "recognition" VALUES(X'FB202E9E0C7EFEE25B71CA52019867B960847EFFC1B4211F1EC4618C9A7448B9','1',X'789C8B8E567A397BC5D32573946275A20D80D8088895C2FD83BC61024A45A539A9208EA5416C2C00A40F0FDC');
CREATE TABLE review (
        annotation INTEGER PRIMARY KEY REFERENCES annotation (key) ON DELETE CASCADE,
        due TEXT NOT NULL,
        card TEXT NOT NULL
    );
CREATE TABLE saved (
        address TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        tags TEXT NOT NULL, -- one in a line
        saved TEXT NOT NULL,
        elsewhere TEXT NOT NULL, -- as JSON
        tried TEXT NOT NULL,
        error TEXT NOT NULL
    ) WITHOUT ROWID
    ;
INSERT INTO "saved" VALUES('https://example.org/渡口','渡口的雾','慢读
散文','2020-01-01T00:00:00Z','{"saved": "2020-01-01T00:00:00Z", "read": true, "starred": false, "progress": 0.5, "highlights": [{"quote": "还没有散", "note": "好句", "tags": ["句"], "created": "2020-01-02T00:00:00Z"}]}','2026-11-22T19:00:00Z','The server answers 404.');
CREATE TABLE saved_search (name TEXT PRIMARY KEY, query TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "saved_search" VALUES('夜读','tag:"散文" 雨 OR 走');
CREATE TABLE searched (key INTEGER PRIMARY KEY AUTOINCREMENT, query TEXT NOT NULL UNIQUE);
INSERT INTO "searched" VALUES(1,'他走了');
INSERT INTO "searched" VALUES(2,'“走吧”');
CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "state" VALUES('article','0s46');
INSERT INTO "state" VALUES('likeness','2');
CREATE TABLE tag (
        article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
        name TEXT NOT NULL,
        PRIMARY KEY (article, name)
    ) WITHOUT ROWID
    ;
INSERT INTO "tag" VALUES(1,'散文');
INSERT INTO "tag" VALUES(1,'读书');
CREATE TABLE text (
        article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
        digest TEXT NOT NULL,
        replaced TEXT, -- when a newer text took its place; NULL for the current one
        metadata TEXT NOT NULL, -- what the document said of itself, as JSON
        structure TEXT NOT NULL,
        text TEXT NOT NULL, removed TEXT NOT NULL DEFAULT '[]',
        UNIQUE (article, digest)
    );
INSERT INTO "text" VALUES(1,'064867b6a6cbddd97c6c32e8c24b7fe03d73ffbddfa4808ce890b5f51be063e0','2024-01-17T08:05:00Z','{"title":"雨夜的𠮷野家","author":"陳映","source":"港島晚報","date":"2023-01-17","url":"https://example.org/雨夜","language":"zh-Hant","tags":"散文"}','{"blocks":[[0,2,"heading",1],[4,8,"paragraph"]],"marks":[]}','雨夜

他走了。','[]');
INSERT INTO "text" VALUES(2,'fbd2c2fb15086d472fa97405077d38be294f8eef9101a8f634efe47cc297171c',NULL,'{"title":"GPT-4 之后","author":"","source":"","date":"","url":"","language":"zh-Hans","tags":""}','{"blocks":[[0,17,"paragraph"]],"marks":[]}','GPT-4 发布之后，一切都变了。','[]');
INSERT INTO "text" VALUES(2,'ffb8380b50c4b5c7fa09de49a126f35df430e5a608a5713b1f19ea51a30095d3','2024-01-18T09:00:00Z','{"title":"GPT-4 前夜","author":"","source":"港島晚報","date":"","url":"","language":"zh-Hans","tags":""}','{"blocks":[[0,18,"paragraph"]],"marks":[]}','GPT-4 发布之后，一切都要变了。','[]');
INSERT INTO "text" VALUES(1,'fb202e9e0c7efee25b71ca52019867b960847effc1b4211f1ec4618c9a7448b9',NULL,'{"title":"雨夜的𠮷野家","author":"陳映","source":"港島晚報","date":"2023-01-17","url":"https://example.org/雨夜","language":"zh-Hant","tags":"散文"}','{"blocks":[[0,2,"heading",1],[4,16,"paragraph",0,1]],"marks":[[4,5,"link","https://example.org/他"]]}','雨夜

他又添了一句：“走吧。”','[]');
CREATE UNIQUE INDEX article_path ON article (path) WHERE path <> '';
CREATE INDEX article_url ON article (url) WHERE url <> '';
CREATE INDEX article_digest ON article (digest);
CREATE INDEX article_date_up ON article (date, title, id, read, starred);
CREATE INDEX article_date_down ON article (date DESC, title, id, read, starred);
CREATE INDEX article_added_up ON article (added, title, id, read, starred);
CREATE INDEX article_added_down ON article (added DESC, title, id, read, starred);
CREATE INDEX article_length_up ON article (chars, title, id, read, starred);
CREATE INDEX article_length_down ON article (chars DESC, title, id, read, starred);
CREATE INDEX article_progress_up ON article (share, title, id, read, starred);
CREATE INDEX article_progress_down ON article (share DESC, title, id, read, starred);
CREATE INDEX article_title ON article (title, id, read, starred);
CREATE UNIQUE INDEX text_current ON text (article) WHERE replaced IS NULL;
CREATE INDEX tag_name ON tag (name, article);
CREATE INDEX pending_task ON pending (task, key);
CREATE INDEX entity_folded ON entity (folded);
CREATE INDEX entity_mentions ON entity (mentions DESC, name, type);
CREATE INDEX entity_articles ON entity (articles DESC, name, type);
CREATE INDEX entity_latest ON entity (latest DESC, name, type);
CREATE INDEX alias_folded ON alias (folded, entity);
CREATE INDEX alias_value ON alias (value, entity) WHERE value IS NOT NULL;
CREATE INDEX occurrence_entity ON occurrence (entity, article, mentions);
CREATE INDEX annotation_article ON annotation (article, deleted, place_start);
CREATE INDEX annotation_gone ON annotation (digest) WHERE article IS NULL;
CREATE INDEX annotation_trash ON annotation (deleted) WHERE deleted <> '';
CREATE INDEX annotation_created ON annotation (created, id) WHERE deleted = '';
CREATE INDEX annotation_title ON annotation (title, home, place_start, id) WHERE deleted = '';
CREATE INDEX annotation_tag_name ON annotation_tag (name, annotation);
CREATE INDEX change_part_annotation ON change_part (annotation);
CREATE INDEX review_due ON review (due);
CREATE INDEX likeness_article ON likeness (article);
CREATE INDEX annotation_modified ON annotation (modified, id, colour, state, home, created, deleted, folded) WHERE deleted = '';
CREATE INDEX change_tags_article ON change_tags (article);
CREATE INDEX feed_entry_article ON feed_entry (article) WHERE article IS NOT NULL;
CREATE INDEX alike_other ON alike (other);
CREATE INDEX alike_verdict ON alike (verdict);
CREATE UNIQUE INDEX merged_path ON merged (path) WHERE path <> '';
CREATE INDEX merged_url ON merged (url) WHERE url <> '';
CREATE INDEX merged_article ON merged (article);
CREATE TRIGGER occurrence_added AFTER INSERT ON occurrence BEGIN
        UPDATE alias SET mentions = mentions + new.mentions WHERE key = new.alias;
        UPDATE entity SET
            mentions = mentions + new.mentions,
            articles = articles + (
                SELECT count(*) = 1 FROM occurrence
                WHERE article = new.article AND entity = new.entity
            ),
            latest = max(latest, (
                SELECT CASE date WHEN '' THEN substr(added, 1, 10) ELSE date END
                FROM article WHERE key = new.article
            ))
        WHERE key = new.entity;
    END;
CREATE TRIGGER occurrence_changed AFTER UPDATE OF mentions ON occurrence BEGIN
        UPDATE alias SET mentions = mentions + new.mentions - old.mentions WHERE key = new.alias;
        UPDATE entity SET mentions = mentions + new.mentions - old.mentions
            WHERE key = new.entity;
    END;
CREATE TRIGGER occurrence_removed AFTER DELETE ON occurrence BEGIN
        UPDATE alias SET mentions = mentions - old.mentions WHERE key = old.alias;
        UPDATE entity SET
            mentions = mentions - old.mentions,
            articles = articles - (
                SELECT count(*) = 0 FROM occurrence
                WHERE article = old.article AND entity = old.entity
            )
        WHERE key = old.entity;
        DELETE FROM alias WHERE key = old.alias AND mentions = 0;
        DELETE FROM entity WHERE key = old.entity AND mentions = 0;
        -- Only where the article may have been the latest; one that is gone is in no table.
        UPDATE entity SET latest = coalesce((
            SELECT max(CASE date WHEN '' THEN substr(added, 1, 10) ELSE date END)
            FROM occurrence JOIN article ON article.key = occurrence.article
            WHERE entity = old.entity
        ), '')
        WHERE key = old.entity AND latest = coalesce((
            SELECT CASE date WHEN '' THEN substr(added, 1, 10) ELSE date END
            FROM article WHERE key = old.article
        ), latest);
    END;
CREATE TRIGGER article_replaced AFTER UPDATE OF digest ON article
    WHEN new.digest <> old.digest BEGIN
        DELETE FROM occurrence WHERE article = new.key;
    END;
CREATE TRIGGER article_dated AFTER UPDATE OF date ON article
    WHEN new.date <> old.date BEGIN
        UPDATE entity SET latest = coalesce((
            SELECT max(CASE date WHEN '' THEN substr(added, 1, 10) ELSE date END)
            FROM occurrence JOIN article ON article.key = occurrence.article
            WHERE entity = entity.key
        ), '')
        WHERE key IN (SELECT entity FROM occurrence WHERE article = new.key);
    END;
CREATE TRIGGER edition_1 AFTER INSERT ON article BEGIN UPDATE edition SET number = random(); END;
CREATE TRIGGER edition_2 AFTER DELETE ON article BEGIN UPDATE edition SET number = random(); END;
CREATE TRIGGER edition_3 AFTER UPDATE OF id, title, author, source, date, language, digest ON article BEGIN UPDATE edition SET number = random(); END;
CREATE TRIGGER edition_4 AFTER INSERT ON tag BEGIN UPDATE edition SET number = random(); END;
CREATE TRIGGER edition_5 AFTER DELETE ON tag BEGIN UPDATE edition SET number = random(); END;
CREATE TRIGGER edition_6 AFTER UPDATE ON tag BEGIN UPDATE edition SET number = random(); END;
CREATE INDEX change_flag_article ON change_flag (article);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('pending',11);
INSERT INTO "sqlite_sequence" VALUES('correction',1);
INSERT INTO "sqlite_sequence" VALUES('change',4);
INSERT INTO "sqlite_sequence" VALUES('searched',2);
COMMIT;
