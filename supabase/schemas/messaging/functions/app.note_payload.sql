create function app.note_payload(n public.conversation_notes)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_jsonb(n) - array['tenant_id', 'updated_at'];
end;
$$;
comment on function app.note_payload(public.conversation_notes) is
  'An internal note as browsers get it: {id, thread_id, author_id, body, mentions, occurred_at, edited_at, deleted_at}.';
revoke execute on function app.note_payload(public.conversation_notes) from public, anon, authenticated;
grant execute on function app.note_payload(public.conversation_notes) to authenticated;
