BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE audit (
	id INTEGER NOT NULL, 
	at DOUBLE NOT NULL, 
	event VARCHAR(32) NOT NULL, 
	outcome VARCHAR(32) NOT NULL, 
	person_id VARCHAR(255), 
	how VARCHAR(16), 
	CONSTRAINT pk_audit PRIMARY KEY (id)
);
INSERT INTO "audit" VALUES(1,1790000000.0,'badge_issued','ok','p-leo','badge');
INSERT INTO "audit" VALUES(2,1790000000.0,'badge_ended','void','p-leo','badge');
INSERT INTO "audit" VALUES(3,1790000000.0,'badge_issued','ok','p-mia','badge');
INSERT INTO "audit" VALUES(4,1790000000.0,'badge_ended','replaced','p-mia','badge');
INSERT INTO "audit" VALUES(5,1790000000.0,'badge_issued','ok','p-mia','badge');
INSERT INTO "audit" VALUES(6,1790000000.0,'badge_issued','ok','p-lars','badge');
INSERT INTO "audit" VALUES(7,1790000060.0,'sign_in','ok','p-mia','badge');
INSERT INTO "audit" VALUES(8,1790000060.0,'sign_in','ok','p-tilda','password');
INSERT INTO "audit" VALUES(9,1790000060.0,'sign_in','wrong_credentials','p-leo','password');
CREATE TABLE badges (
	badge_id VARCHAR(12) NOT NULL, 
	person_id VARCHAR(255) NOT NULL, 
	kid VARCHAR(2) NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	issued_at DOUBLE NOT NULL, 
	ended_at DOUBLE, 
	last_used_at DOUBLE, 
	CONSTRAINT pk_badges PRIMARY KEY (badge_id), 
	CONSTRAINT fk_badges_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);
INSERT INTO "badges" VALUES('kY6YK3HeinWx','p-leo','01','void',1790000000.0,1790000000.0,NULL);
INSERT INTO "badges" VALUES('ok8CRRgELPPY','p-mia','01','replaced',1790000000.0,1790000000.0,NULL);
INSERT INTO "badges" VALUES('VT9rndt7khyH','p-mia','01','issued',1790000000.0,NULL,1790000060.0);
INSERT INTO "badges" VALUES('8GVQo34RaaS-','p-lars','01','issued',1790000000.0,NULL,NULL);
CREATE TABLE classes (
	id VARCHAR(255) NOT NULL, 
	title TEXT NOT NULL, 
	school_id VARCHAR(255) NOT NULL, 
	CONSTRAINT pk_classes PRIMARY KEY (id), 
	CONSTRAINT fk_classes_school_id FOREIGN KEY(school_id) REFERENCES schools (id)
);
INSERT INTO "classes" VALUES('maple-01','First grade','maple');
INSERT INTO "classes" VALUES('birch-06','Sixth grade','birch');
CREATE TABLE credentials (
	person_id VARCHAR(255) NOT NULL, 
	password_hash TEXT NOT NULL, 
	changed_at DOUBLE NOT NULL, 
	CONSTRAINT pk_credentials PRIMARY KEY (person_id), 
	CONSTRAINT fk_credentials_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);
INSERT INTO "credentials" VALUES('p-mia','$argon2id$v=19$m=19456,t=2,p=1$Wrb3ZgiKV7RUwC54nktzJA$buxjuq5fXNFSFaJgX4Xsp/d57x9DiP6ahWFALOV+Abk',1790000000.0);
INSERT INTO "credentials" VALUES('p-tilda','$argon2id$v=19$m=19456,t=2,p=1$Wrb3ZgiKV7RUwC54nktzJA$buxjuq5fXNFSFaJgX4Xsp/d57x9DiP6ahWFALOV+Abk',1790000000.0);
INSERT INTO "credentials" VALUES('p-ada','$argon2id$v=19$m=19456,t=2,p=1$Wrb3ZgiKV7RUwC54nktzJA$buxjuq5fXNFSFaJgX4Xsp/d57x9DiP6ahWFALOV+Abk',1790000000.0);
INSERT INTO "credentials" VALUES('p-dora','$argon2id$v=19$m=19456,t=2,p=1$Wrb3ZgiKV7RUwC54nktzJA$buxjuq5fXNFSFaJgX4Xsp/d57x9DiP6ahWFALOV+Abk',1790000000.0);
INSERT INTO "credentials" VALUES('p-lars','$argon2id$v=19$m=19456,t=2,p=1$Wrb3ZgiKV7RUwC54nktzJA$buxjuq5fXNFSFaJgX4Xsp/d57x9DiP6ahWFALOV+Abk',1790000000.0);
CREATE TABLE enrollments (
	id VARCHAR(255) NOT NULL, 
	class_id VARCHAR(255) NOT NULL, 
	person_id VARCHAR(255) NOT NULL, 
	role VARCHAR(16) NOT NULL, 
	CONSTRAINT pk_enrollments PRIMARY KEY (id), 
	CONSTRAINT fk_enrollments_class_id FOREIGN KEY(class_id) REFERENCES classes (id), 
	CONSTRAINT fk_enrollments_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);
INSERT INTO "enrollments" VALUES('e-mia','maple-01','p-mia','student');
INSERT INTO "enrollments" VALUES('e-mia-again','maple-01','p-mia','student');
INSERT INTO "enrollments" VALUES('e-tilda','maple-01','p-tilda','teacher');
CREATE TABLE people (
	id VARCHAR(255) NOT NULL, 
	username TEXT NOT NULL, 
	username_key TEXT NOT NULL, 
	given_name TEXT NOT NULL, 
	family_name TEXT NOT NULL, 
	role VARCHAR(16) NOT NULL, 
	grades JSON NOT NULL, 
	school_ids JSON NOT NULL, 
	enabled BOOLEAN NOT NULL, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_people PRIMARY KEY (id)
);
INSERT INTO "people" VALUES('p-mia','S1001','s1001','Miabelle','Quillfeather','student','["01"]','["maple"]',1,1);
INSERT INTO "people" VALUES('p-leo','S1002','s1002','Leonius','Thornapple','student','["02"]','["maple"]',1,1);
INSERT INTO "people" VALUES('p-tilda','tilda','tilda','Tilda','Oakes','teacher','[]','["maple", "birch"]',1,1);
INSERT INTO "people" VALUES('p-ada','ada','ada','Ada','Byrne','administrator','[]','[]',1,1);
INSERT INTO "people" VALUES('p-dora','S1003','s1003','Dora','Finch','student','["01"]','["maple"]',0,1);
INSERT INTO "people" VALUES('p-lars','S1004','s1004','Lars','Wick','student','["01"]','["maple", "closed"]',1,0);
CREATE TABLE schools (
	id VARCHAR(255) NOT NULL, 
	name TEXT NOT NULL, 
	CONSTRAINT pk_schools PRIMARY KEY (id)
);
INSERT INTO "schools" VALUES('maple','Maple Street School');
INSERT INTO "schools" VALUES('birch','Birch Hill School');
CREATE TABLE sessions (
	token_hash VARCHAR(64) NOT NULL, 
	person_id VARCHAR(255) NOT NULL, 
	how VARCHAR(16) NOT NULL, 
	created_at DOUBLE NOT NULL, 
	last_seen_at DOUBLE NOT NULL, 
	CONSTRAINT pk_sessions PRIMARY KEY (token_hash), 
	CONSTRAINT fk_sessions_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);
INSERT INTO "sessions" VALUES('590af9cebabb2234bde021f3de48a8339159df2bcdd425b140f38c1a567c9333','p-mia','badge',1790000060.0,1790000060.0);
INSERT INTO "sessions" VALUES('a66542d0b6218743f5966aa07748433d6f1f90a3c6562326ce5cc1cfd89e24bf','p-tilda','password',1790000060.0,1790000060.0);
CREATE TABLE throttle (
	"key" VARCHAR(64) NOT NULL, 
	level DOUBLE NOT NULL, 
	updated_at DOUBLE NOT NULL, 
	CONSTRAINT pk_throttle PRIMARY KEY ("key")
);
CREATE INDEX ix_classes_school_id ON classes (school_id);
CREATE UNIQUE INDEX uq_people_active_username ON people (username_key) WHERE active;
CREATE INDEX ix_enrollments_class_id ON enrollments (class_id);
CREATE INDEX ix_enrollments_person_id ON enrollments (person_id);
CREATE INDEX ix_badges_person_id ON badges (person_id);
CREATE UNIQUE INDEX uq_badges_issued_person ON badges (person_id) WHERE state = 'issued';
CREATE INDEX ix_sessions_person_id ON sessions (person_id);
CREATE INDEX ix_sessions_created_at ON sessions (created_at);
CREATE INDEX ix_throttle_updated_at ON throttle (updated_at);
CREATE INDEX ix_audit_at ON audit (at);
COMMIT;
