create function app.require_record_author(p_entry public.record_entries)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_entry.author_id <> auth.uid() then
    raise sqlstate 'PT403' using message = 'not_the_author', detail = p_entry.author_name;
  end if;
  if p_entry.signed_at is not null then
    raise sqlstate 'PT409' using message = 'entry_locked', detail = p_entry.signed_at::text;
  end if;
end;
$$;
comment on function app.require_record_author(public.record_entries) is
  'Whether the caller may change an entry: their own, and not signed yet. Errors: PT403 not_the_author, PT409 entry_locked.';
revoke execute on function app.require_record_author(public.record_entries) from public, anon, authenticated;
