create function public.set_conversation_opt_out(
  p_tenant_id uuid, p_thread_key text, p_opted_out boolean, p_purpose text default 'all', p_reason text default null
)
returns public.conversation_threads
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_before boolean := v_row.opted_out;
  v_reason text := nullif(btrim(p_reason), '');
begin
  if p_purpose is null or p_purpose not in ('all', 'reminders', 'marketing') then
    raise sqlstate 'PT400' using message = 'invalid_purpose';
  elsif char_length(v_reason) > 300 then
    raise sqlstate 'PT400' using message = 'reason_too_long', detail = '300';
  end if;
  if p_opted_out then
    insert into public.conversation_optouts (tenant_id, thread_id, purpose, reason, created_by)
    values (p_tenant_id, v_row.id, p_purpose, v_reason, auth.uid())
    -- the latest note stands, also over a word of the person
    on conflict (tenant_id, thread_id, purpose) do update set
      keyword = null, reason = excluded.reason, created_by = excluded.created_by, created_at = now();
  else
    delete from public.conversation_optouts o where o.tenant_id = p_tenant_id and o.thread_id = v_row.id and o.purpose = p_purpose;
  end if;
  if p_purpose = 'all' then
    update public.conversation_threads t set opted_out = coalesce(p_opted_out, false), updated_at = clock_timestamp()
    where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  end if;
  if v_row.opted_out <> v_before then
    perform app.note_event(v_row, case when v_row.opted_out then 'opted_out' else 'opted_in' end, clock_timestamp());
  end if;
  perform app.publish_thread(v_row);
  return v_row;
end;
$$;
comment on function public.set_conversation_opt_out(uuid, text, boolean, text, text) is
  'Caller: members. Notes that the person wants nothing that is sent by itself (p_purpose all), no reminders or no offers (marketing), or takes that note back. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT400 invalid_purpose, PT400 reason_too_long.';
revoke execute on function public.set_conversation_opt_out(uuid, text, boolean, text, text) from public, anon, authenticated;
grant execute on function public.set_conversation_opt_out(uuid, text, boolean, text, text) to authenticated;
