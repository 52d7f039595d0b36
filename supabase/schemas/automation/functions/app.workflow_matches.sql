create function app.workflow_matches(p_tenant_id uuid, p_trigger jsonb, p_occurrence jsonb)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
declare
  o jsonb := coalesce(p_trigger -> 'options', '{}');
  v_message public.conversation_messages;
begin
  if p_trigger ->> 'kind' <> p_occurrence ->> 'kind' then
    return false;
  end if;
  case p_trigger ->> 'kind'
    when 'message.received' then
      select * into v_message from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.id = (p_occurrence ->> 'message_id')::uuid;
      return (coalesce(jsonb_array_length(nullif(o -> 'words', 'null')), 0) = 0
          or exists (select from jsonb_array_elements_text(o -> 'words') w (word) where app.holds_words(v_message.body, w.word)))
        and (not coalesce((o ->> 'first_only')::boolean, false) or not exists (
          select from public.conversation_messages e
          where e.tenant_id = p_tenant_id and e.thread_id = v_message.thread_id
            and (e.occurred_at, e.id) < (v_message.occurred_at, v_message.id)))
        and (not coalesce((o ->> 'outside_hours')::boolean, false) or not app.clinic_is_open(p_tenant_id, v_message.occurred_at));
    when 'conversation.tagged' then
      return o ->> 'tag_id' is null or o ->> 'tag_id' = p_occurrence ->> 'tag_id';
    when 'deal.moved' then
      return o ->> 'stage_id' is null or o ->> 'stage_id' = p_occurrence ->> 'stage_id';
    when 'stock.expiring' then
      return exists (
        select from public.stock_lots l
        where l.tenant_id = p_tenant_id and l.id = (p_occurrence ->> 'lot_id')::uuid
          and l.expires_on - app.clinic_today(p_tenant_id) <= coalesce((o ->> 'days')::integer, 30));
    when 'session.attended' then
      return not coalesce((o ->> 'first_only')::boolean, false) or not exists (
        select from public.session_patients sp
        join public.sessions s on s.tenant_id = p_tenant_id and s.id = sp.session_id
        where sp.tenant_id = p_tenant_id and sp.patient_id = (p_occurrence ->> 'patient_id')::uuid and sp.status = 'attended'
          and s.ends_at < (p_occurrence ->> 'at')::timestamptz);
    else
      return true;
  end case;
end;
$$;
comment on function app.workflow_matches(uuid, jsonb, jsonb) is
  'Whether what happened is what a trigger asks for.';
revoke execute on function app.workflow_matches(uuid, jsonb, jsonb) from public, anon, authenticated;
