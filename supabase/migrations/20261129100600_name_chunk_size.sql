-- name chunk size: what a chunk counts is no secret token of anybody, and is called by what it is.
alter table public.ai_chunks rename column tokens to size;

comment on column public.ai_chunks.size is 'About how many tokens a model counts.';
