create function public.rate_assistant_turn(p_tenant_id uuid, p_turn_id uuid, p_thumb text, p_note text default null)
returns text
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_turn public.ai_turns;
  v_note text := nullif(btrim(app.normalize_lines(p_note)), '');
begin
  perform app.require_assistant_user(p_tenant_id);
  if p_thumb not in ('up', 'down') then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  elsif char_length(v_note) > 1000 then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = '1000';
  end if;
  update public.ai_turns t set thumb = p_thumb, thumb_note = v_note, thumb_by = case when p_thumb is not null then auth.uid() end
  where t.tenant_id = p_tenant_id and t.id = p_turn_id and t.finished_at is not null
  returning * into v_turn;
  if v_turn.id is null then
    raise sqlstate 'PT404' using message = 'assistant_turn_not_found';
  end if;
  if p_thumb = 'down' and btrim(coalesce(v_turn.asked_text, '')) <> '' then
    insert into public.ai_cases as c (tenant_id, set, text, expected, turn_id, created_by)
    values (p_tenant_id, 'own', left(v_turn.asked_text, 4000), jsonb_strip_nulls(jsonb_build_object('note', v_note)), p_turn_id, auth.uid())
    on conflict (tenant_id, turn_id) do update set expected = c.expected || excluded.expected, archived_at = null;
  else
    update public.ai_cases c set archived_at = clock_timestamp()
    where c.tenant_id = p_tenant_id and c.turn_id = p_turn_id and c.archived_at is null and not c.expected ?| array['intent', 'handoff', 'document_id'];
  end if;
  return p_thumb;
end;
$$;
comment on function public.rate_assistant_turn(uuid, uuid, text, text) is
  'Caller: every member. Says that an answer was good (up) or bad (down, with a note of up to 1,000 characters), or takes it back (NULL). A bad one becomes a case of the clinic''s own set, once. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 module_off, PT400 invalid_filter, PT400 body_too_long, PT404 assistant_turn_not_found.';
revoke execute on function public.rate_assistant_turn(uuid, uuid, text, text) from public, anon, authenticated;
grant execute on function public.rate_assistant_turn(uuid, uuid, text, text) to authenticated;
