-- late refusal: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION app.late_refusal (
  p_message public.conversation_messages
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case
    when exists (
      select from public.conversation_optouts o
      where o.tenant_id = p_message.tenant_id and o.thread_id = p_message.thread_id
        and o.purpose = 'all' and o.created_at > p_message.created_at
    ) then 'opted_out'
    else (
      select case when c.id is null then 'no_active_channel' when c.id <> p_message.channel_id then 'channel_changed' end
      from public.notification_channels o
      left join public.notification_channels c on c.tenant_id = o.tenant_id and c.family = o.family and c.is_active
      where o.tenant_id = p_message.tenant_id and o.id = p_message.channel_id)
  end;
$function$;

CREATE OR REPLACE FUNCTION app.revive_sends (
  p_tenant_id uuid,
  p_jobs      app.jobs[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_job app.jobs;
  v_message public.conversation_messages;
  v_revived public.conversation_messages[] := '{}';
begin
  for v_job in select j.* from unnest(p_jobs) j order by j.line_no loop
    update public.conversation_messages m set
      -- one that may have arrived is looked for before it is sent again
      status = case m.error_code when 'delivery_unknown' then 'sending' else 'queued' end, next_attempt_at = now(),
      error_code = null, error_detail = null
    where m.tenant_id = p_tenant_id and m.id = (v_job.payload ->> 'message_id')::uuid and m.status = 'failed'
      and not exists (select from public.conversation_optouts o where o.tenant_id = p_tenant_id and o.thread_id = m.thread_id and o.purpose = 'all')
    returning * into v_message;
    if found then
      perform app.publish_message(v_message);
      v_revived := v_revived || v_message;
      -- places of a line are given to whoever holds the conversation
      perform from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_message.thread_id for update;
    end if;
  end loop;
  -- their failure gave the credits back; last, as the balance is the last to be locked
  foreach v_message in array v_revived loop
    perform app.charge_message(v_message);
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION public.preview_unbilled_sessions (
  p_tenant_id uuid,
  p_from      date
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_answer jsonb;
begin
  perform app.require_money_writer(p_tenant_id);
  if p_from is null then
    raise sqlstate 'PT400' using message = 'invalid_date';
  end if;
  -- what the act itself would say; nothing of it stays
  begin
    v_answer := app.bill_unbilled(p_tenant_id, p_from, gen_random_uuid());
    raise sqlstate 'ZL001';
  exception when sqlstate 'ZL001' then
    return v_answer;
  end;
end;
$function$;
