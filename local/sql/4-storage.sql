-- Schema `storage` as storage-api leaves it, with its guards against deletion behind the API's back.
create schema if not exists storage;
grant usage on schema storage to postgres with grant option;
grant usage on schema storage to anon, authenticated, service_role, supabase_storage_admin;
create type storage.buckettype as enum ('STANDARD', 'ANALYTICS', 'VECTOR');
create table storage.buckets (
  id text primary key, name text not null, owner uuid,
  created_at timestamptz default now(), updated_at timestamptz default now(),
  public boolean default false, avif_autodetection boolean default false,
  file_size_limit bigint, allowed_mime_types text[], owner_id text,
  type storage.buckettype not null default 'STANDARD',
  versioning_status text not null default 'DISABLED' check (versioning_status = 'DISABLED')
);
create unique index bname on storage.buckets (name);
create table storage.objects (
  id uuid primary key default gen_random_uuid(),
  bucket_id text constraint "objects_bucketId_fkey" references storage.buckets(id),
  name text, owner uuid,
  created_at timestamptz default now(), updated_at timestamptz default now(), last_accessed_at timestamptz default now(),
  metadata jsonb,
  path_tokens text[] generated always as (string_to_array(name, '/')) stored,
  version text, owner_id text, user_metadata jsonb,
  archived_at timestamptz, is_delete_marker boolean not null default false, is_versioned boolean not null default false
);
create unique index bucketid_objname on storage.objects (bucket_id, name);
create index name_prefix_search on storage.objects (name text_pattern_ops);
create index idx_objects_bucket_id_name on storage.objects (bucket_id, name collate "C");
create table storage.s3_multipart_uploads (
  id text primary key, in_progress_size bigint not null default 0, upload_signature text not null,
  bucket_id text not null references storage.buckets(id), key text collate "C" not null, version text not null,
  owner_id text, created_at timestamptz not null default now(), user_metadata jsonb, metadata jsonb);
create table storage.s3_multipart_uploads_parts (
  id uuid primary key default gen_random_uuid(), upload_id text not null references storage.s3_multipart_uploads(id) on delete cascade,
  size bigint not null default 0, part_number integer not null, bucket_id text not null references storage.buckets(id),
  key text collate "C" not null, etag text not null, owner_id text, version text not null, created_at timestamptz not null default now());
create table storage.migrations (id integer primary key, name varchar(100) unique not null, hash varchar(40) not null, executed_at timestamp default current_timestamp);

create function storage.foldername(name text) returns text[] language plpgsql immutable as $$ declare p text[] := string_to_array(name, '/'); begin return p[1 : array_length(p, 1) - 1]; end $$;
create function storage.filename(name text)   returns text   language plpgsql immutable as $$ declare p text[] := string_to_array(name, '/'); begin return p[array_length(p, 1)]; end $$;
create function storage.extension(name text)  returns text   language plpgsql immutable as $$ declare p text[] := string_to_array(name, '/'); begin return reverse(split_part(reverse(p[array_length(p, 1)]), '.', 1)); end $$;
create function storage.operation()           returns text   language plpgsql stable    as $$ begin return current_setting('storage.operation', true); end $$;
create function storage.allow_any_operation(expected_operations text[]) returns boolean language sql stable as $$
  select exists (select from unnest(expected_operations) e where e <> '' and regexp_replace(e, '^storage\.', '') = regexp_replace(storage.operation(), '^storage\.', '')) $$;
create function storage.allow_only_operation(expected_operation text) returns boolean language sql stable as $$
  select coalesce(nullif(expected_operation, '') is not null and regexp_replace(expected_operation, '^storage\.', '') = regexp_replace(storage.operation(), '^storage\.', ''), false) $$;
create function storage.get_size_by_bucket() returns table(size bigint, bucket_id text) language sql stable as $$ select sum((metadata->>'size')::bigint)::bigint, o.bucket_id from storage.objects o group by 2 $$;
create function storage.can_insert_object(bucketid text, name text, owner uuid, metadata jsonb) returns void language plpgsql as $$
begin
  insert into storage.objects (bucket_id, name, owner, metadata) values (bucketid, name, owner, metadata);
  raise sqlstate 'PT200' using message = 'ROLLBACK', detail = 'rollback successful insert';
end $$;
create function storage.update_updated_at_column() returns trigger language plpgsql as $$ begin new.updated_at = now(); return new; end $$;
create function storage.enforce_bucket_name_length() returns trigger language plpgsql as $$ begin if length(new.name) > 100 then raise exception 'bucket name "%" is too long (% characters). Max is 100.', new.name, length(new.name); end if; return new; end $$;
create function storage.protect_delete() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('storage.allow_delete_query', true), 'false') <> 'true' then
    raise exception 'Direct deletion from storage tables is not allowed. Use the Storage API instead.' using errcode = '42501', hint = 'This prevents accidental data loss from orphaned objects.';
  end if;
  return null;
end $$;
create trigger update_objects_updated_at before update on storage.objects for each row execute function storage.update_updated_at_column();
create trigger enforce_bucket_name_length_trigger before insert or update of name on storage.buckets for each row execute function storage.enforce_bucket_name_length();
create trigger protect_objects_delete before delete on storage.objects for each statement execute function storage.protect_delete();
create trigger protect_buckets_delete before delete on storage.buckets for each statement execute function storage.protect_delete();
grant all on storage.buckets, storage.objects to anon, authenticated, service_role;
grant select on storage.s3_multipart_uploads, storage.s3_multipart_uploads_parts to anon, authenticated;
grant all on storage.s3_multipart_uploads, storage.s3_multipart_uploads_parts to service_role;
