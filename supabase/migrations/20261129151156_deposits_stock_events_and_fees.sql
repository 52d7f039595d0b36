-- deposits stock events and fees: Deposits of sessions, erasure at Dinamize, workflows about the stock, and what providers kept of payments.
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "app"."workflow_triggers"
  DROP CONSTRAINT "subject_is_known";

ALTER TABLE "public"."crm_sync_logs"
  DROP CONSTRAINT "kind_is_known";

ALTER TABLE "public"."order_payments"
  DROP CONSTRAINT "late_reason_is_known";

ALTER TABLE "public"."orders"
  DROP CONSTRAINT "order_channel_is_known";

CREATE TABLE "public"."session_deposits" (
  "tenant_id"       uuid                     NOT NULL,
  "session_type_id" uuid                     NOT NULL,
  "amount_cents"    integer                  NOT NULL,
  "hold_minutes"    integer                  NOT NULL DEFAULT 120,
  "asks_online"     boolean                  NOT NULL DEFAULT true,
  "updated_at"      timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "deposit_hold_is_sane" CHECK (((hold_minutes >= 15) AND (hold_minutes <= 10080))),
  CONSTRAINT "deposit_is_an_amount" CHECK (((amount_cents >= 100) AND (amount_cents <= 100000000))),
  CONSTRAINT "session_deposits_pkey" PRIMARY KEY (tenant_id, session_type_id)
);

ALTER TABLE "public"."session_deposits"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."session_deposits" FROM "anon";

ALTER TABLE "app"."workflow_step_kinds"
  ADD COLUMN "needs_person" boolean NOT NULL DEFAULT false;

ALTER TABLE "public"."money_payments"
  ADD COLUMN "fee_cents" integer;

ALTER TABLE "public"."order_refunds"
  ADD COLUMN "order_cents" integer;

CREATE OR REPLACE FUNCTION app.apply_lead_page (
  p_tenant_id uuid,
  p_since     text,
  p_page      integer,
  p_items     jsonb,
  p_has_next  boolean
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_account app.dinamize_accounts;
  v_item jsonb;
  v_done text;
  v_counts jsonb;
  v_last text;
  v_erased text[];
begin
  select * into v_account from app.dinamize_accounts a where a.tenant_id = p_tenant_id for update;
  -- somebody else wrote this page
  if v_account.cursor is null or v_account.cursor ->> 'since' is distinct from p_since or (v_account.cursor ->> 'page')::int <> p_page then
    return v_account.cursor is not null;
  end if;
  v_counts := v_account.cursor -> 'counts';
  perform app.lock_identity(p_tenant_id, array(
    select app.normalize_email(i ->> 'email') from jsonb_array_elements(p_items) i
    union select app.normalize_phone(i ->> 'phone') from jsonb_array_elements(p_items) i));
  -- whoever was erased here may have been read before they were erased there
  v_erased := array(
    select j.payload ->> 'contact_code' from app.jobs j
    where j.kind = 'erase_contact' and j.tenant_id = p_tenant_id and j.payload ->> 'place' = app.sync_place(v_account)
      and (j.finished_at is null or j.finished_at > now() - interval '1 hour'));
  perform set_config('app.from_dinamize', 'on', true);
  for v_item in select i from jsonb_array_elements(p_items) with ordinality e (i, n)
    where not coalesce(i ->> 'code' = any (v_erased), false) order by n loop
    v_done := app.apply_dinamize_contact(v_account, v_item);
    v_counts := v_counts || jsonb_build_object(v_done, coalesce((v_counts ->> v_done)::int, 0) + 1);
  end loop;
  perform set_config('app.from_dinamize', '', true);
  v_last := (select max(i ->> 'insert_date') from jsonb_array_elements(p_items) i);
  if p_has_next and v_last is not null then
    -- the next page begins with the last moment of this one: whatever is removed there moves nothing out of sight
    update app.dinamize_accounts a set cursor = v_account.cursor || jsonb_build_object('counts', v_counts) || case
      when v_last > coalesce(p_since, '') then jsonb_build_object('since', v_last, 'page', 1) else jsonb_build_object('page', p_page + 1) end
    where a.tenant_id = p_tenant_id;
    return true;
  end if;
  update app.dinamize_accounts a set cursor = null, pulled_at = clock_timestamp(), pulled_until = (v_account.cursor ->> 'started_at')::timestamptz,
    full_pulled_on = case when v_account.cursor ->> 'mode' = 'all' then ((v_account.cursor ->> 'started_at')::timestamptz at time zone 'America/Sao_Paulo')::date
      else a.full_pulled_on end,
    last_pull = v_counts || jsonb_build_object('mode', v_account.cursor ->> 'mode')
  where a.tenant_id = p_tenant_id;
  if v_counts ?| array['created', 'updated', 'found', 'conflict', 'opted_out'] then
    perform app.log_sync(p_tenant_id, 'in', 'pulled', null, jsonb_build_object('mode', v_account.cursor -> 'mode', 'counts', v_counts));
  end if;
  perform app.broadcast(p_tenant_id, 'sale', jsonb_build_object('entity', 'sync', 'id', v_account.id));
  delete from public.crm_sync_logs l where l.tenant_id = p_tenant_id and l.at < now() - interval '90 days';
  return false;
end;
$function$;

CREATE OR REPLACE FUNCTION app.ask_deposit (
  p_tenant_id    uuid,
  p_session_id   uuid,
  p_patient_id   uuid,
  p_order_id     uuid,
  p_channel      text,
  p_amount_cents integer DEFAULT NULL::integer
)
  RETURNS uuid
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_session public.sessions;
  v_rule public.session_deposits;
  v_known uuid;
  v_order public.orders;
  v_amount integer;
begin
  select * into v_session from public.sessions s where s.tenant_id = p_tenant_id and s.id = p_session_id for update;
  select * into v_rule from public.session_deposits d where d.tenant_id = p_tenant_id and d.session_type_id = v_session.session_type_id;
  if v_session.id is null or v_session.status = 'cancelled' or v_session.starts_at <= now() or v_session.price_cents = 0 then
    return null;
  elsif p_channel = 'booking' and not (
    coalesce(v_rule.asks_online, false) and app.module_is_on(p_tenant_id, 'products') and app.can_be_paid_online(p_tenant_id)) then
    return null;
  end if;
  -- nobody pays ahead more than the session costs
  v_amount := coalesce(p_amount_cents, v_rule.amount_cents);
  if v_amount is null then
    return null;
  end if;
  v_amount := least(v_amount, v_session.price_cents);
  select o.id into v_known from public.order_items i
  join public.orders o on o.tenant_id = p_tenant_id and o.id = i.order_id and o.state in ('pending', 'paid', 'fulfilled')
  where i.tenant_id = p_tenant_id and i.session_id = p_session_id and i.patient_id = p_patient_id and i.kind = 'deposit' limit 1;
  if v_known is not null then
    return v_known;
  end if;
  v_order := app.place_order(p_tenant_id, p_order_id, jsonb_build_object('channel', p_channel, 'patient_id', p_patient_id,
    'expires_minutes', greatest(least(coalesce(v_rule.hold_minutes, 120), floor(extract(epoch from v_session.starts_at - now()) / 60)::integer), 5),
    'items', jsonb_build_array(jsonb_build_object('session_id', p_session_id, 'patient_id', p_patient_id, 'price_cents', v_amount))));
  return v_order.id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.begin_contact_erasure (
  p_tenant_id uuid,
  p_place     text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_list text := (
    select a.list_code from app.dinamize_accounts a where a.tenant_id = p_tenant_id and app.sync_place(a) = p_place);
  v_at timestamptz;
begin
  if v_list is null then
    return null;
  end if;
  v_at := app.take_dinamize_calls(p_tenant_id, 1);
  return case when v_at > clock_timestamp() then jsonb_build_object('wait_until', v_at) else jsonb_build_object('list_code', v_list) end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.can_be_paid_online (
  p_tenant_id uuid
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select exists (
    select from app.stripe_accounts a where a.tenant_id = p_tenant_id and a.disconnected_at is null and a.key_refused_at is null)
    or exists (select from app.pix_accounts a where a.tenant_id = p_tenant_id and a.disconnected_at is null);
$function$;

CREATE OR REPLACE FUNCTION app.closing_money (
  p_tenant_id uuid,
  p_from      date,
  p_to        date
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object(
    'payments', coalesce((
      select jsonb_agg(jsonb_build_object('method', m.method, 'count', m.n, 'amount_cents', m.cents) order by m.cents desc, m.method)
      from (
        select e.method, count(*)::int as n, sum(p.amount_cents)::bigint as cents
        from public.order_payments p join public.money_entries e on e.tenant_id = p_tenant_id and e.id = p.entry_id
        where p.tenant_id = p_tenant_id and p.state in ('counted', 'honoured') and e.occurred_on between p_from and p_to
        group by e.method) m), '[]'),
    'received_cents', coalesce((
      select sum(p.amount_cents) from public.order_payments p join public.money_entries e on e.tenant_id = p_tenant_id and e.id = p.entry_id
      where p.tenant_id = p_tenant_id and p.state in ('counted', 'honoured') and e.occurred_on between p_from and p_to), 0),
    'refunds', coalesce((
      select jsonb_agg(jsonb_build_object('kind', f.kind, 'count', f.n, 'amount_cents', f.cents) order by f.kind)
      from (
        select r.kind, count(*)::int as n, sum(coalesce(r.order_cents, r.amount_cents))::bigint as cents from public.order_refunds r
        where r.tenant_id = p_tenant_id and r.kind in ('money', 'credit', 'dispute') and coalesce(r.order_cents, r.amount_cents) > 0
          and (r.created_at at time zone app.clinic_zone(p_tenant_id))::date between p_from and p_to
        group by r.kind) f), '[]'),
    'refunded_cents', coalesce((
      select sum(coalesce(r.order_cents, r.amount_cents)) from public.order_refunds r
      where r.tenant_id = p_tenant_id and r.kind in ('money', 'credit', 'dispute')
        and (r.created_at at time zone app.clinic_zone(p_tenant_id))::date between p_from and p_to), 0),
    -- kept by the provider whatever became of the payment
    'fees', (
      select jsonb_build_object('count', count(*), 'amount_cents', coalesce(sum(m.fee_cents), 0)) from public.money_payments m
      join public.money_entries e on e.tenant_id = p_tenant_id and e.id = m.id
      where m.tenant_id = p_tenant_id and m.fee_cents > 0 and e.occurred_on between p_from and p_to
        and exists (select from public.order_payments p where p.tenant_id = p_tenant_id and p.entry_id = m.id)));
$function$;

CREATE OR REPLACE FUNCTION app.complete_lead_push (
  p_tenant_id   uuid,
  p_job_id      bigint,
  p_lease_token uuid,
  p_lead_id     uuid,
  p_result      jsonb
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_account app.dinamize_accounts;
  v_sync public.crm_lead_sync;
  v_lead public.crm_leads;
  v_kind text := p_result ->> 'kind';
  v_is_over boolean := true;
begin
  select * into v_account from app.dinamize_accounts a where a.tenant_id = p_tenant_id;
  select * into v_sync from public.crm_lead_sync s where s.tenant_id = p_tenant_id and s.lead_id = p_lead_id for update;
  select * into v_lead from public.crm_leads l where l.tenant_id = p_tenant_id and l.id = p_lead_id;
  if v_sync.lead_id is not null and v_account.tenant_id is not null and v_sync.place = app.sync_place(v_account) then
    if v_kind in ('created', 'updated', 'found') then
      v_sync.agreed := v_sync.agreed || coalesce(p_result -> 'pushed', '{}');
      -- changed while it was written: once more
      v_is_over := v_lead.email is null or app.changed_fields(app.lead_sync_fields(v_account, v_lead), v_sync.agreed) = '{}';
    end if;
    update public.crm_lead_sync s set
      contact_code = coalesce(p_result ->> 'contact_code', s.contact_code), agreed = v_sync.agreed, direction = 'out',
      status = case when v_kind = 'failed' then 'failed' when v_kind = 'opted_out' then 'opted_out' when v_is_over then 'synced' else 'pending' end,
      error = case when v_kind = 'failed' then coalesce(p_result ->> 'code', 'unknown') end,
      synced_at = case when v_kind = 'failed' then s.synced_at else clock_timestamp() end
    where s.tenant_id = p_tenant_id and s.lead_id = p_lead_id;
    perform app.log_sync(p_tenant_id, 'out', v_kind, p_lead_id, jsonb_build_object('code', p_result -> 'code', 'request', p_result -> 'request',
      'warnings', p_result -> 'warnings', 'fields', (select jsonb_agg(k order by k) from jsonb_object_keys(coalesce(p_result -> 'pushed', '{}')) k)));
    perform app.broadcast(p_tenant_id, 'sale', jsonb_build_object('entity', 'sync', 'id', p_lead_id));
  end if;
  if v_lead.id is null and v_kind in ('created', 'updated', 'found') and v_account.tenant_id is not null and p_result ->> 'contact_code' <> '' then
    -- erased or deleted here while it was written there: nobody stays behind
    perform app.queue_contact_erasure(p_tenant_id, app.sync_place(v_account), p_result ->> 'contact_code');
  end if;
  if v_is_over then
    return case when app.finish_job(p_tenant_id, p_job_id, p_lease_token) then 'finished' else 'lost' end;
  end if;
  update app.jobs j set lease_token = null, leased_until = null, attempts = 0, run_at = now()
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null;
  return case when found then 'retried' else 'lost' end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.deposit_is_over (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select exists (
    select from public.order_items i
    join public.sessions s on s.tenant_id = p_tenant_id and s.id = i.session_id
    where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind = 'deposit' and i.entry_id is null and s.status = 'cancelled')
    and app.is_deposit_alone(p_tenant_id, p_order_id);
$function$;

CREATE OR REPLACE FUNCTION app.deposit_of_booking (
  p_tenant_id  uuid,
  p_session_id uuid,
  p_patient_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('clinic', p_tenant_id, 'key', o.page_key, 'amount_cents', o.total_cents, 'expires_at', o.expires_at,
    'state', case when o.state in ('paid', 'fulfilled') then 'paid' when o.state = 'pending' then 'due' else 'over' end)
  from public.order_items i
  join public.orders o on o.tenant_id = p_tenant_id and o.id = i.order_id
  where i.tenant_id = p_tenant_id and i.session_id = p_session_id and i.patient_id = p_patient_id and i.kind = 'deposit'
  order by o.number desc limit 1;
$function$;

CREATE OR REPLACE FUNCTION app.do_workflow_step (
  p_run        public.workflow_runs,
  p_step       public.workflow_steps,
  p_plan       jsonb,
  p_definition jsonb,
  p_now        timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  o jsonb := p_plan -> 'options';
  v_zone text := app.clinic_zone(p_run.tenant_id);
  v_occurrence jsonb := p_run.occurrence || jsonb_build_object('patient_id', p_run.patient_id, 'thread_id', p_run.thread_id, 'session_id', p_run.session_id);
  v_thread public.conversation_threads;
  v_message public.conversation_messages;
  v_text text;
  v_template jsonb;
  v_until timestamptz;
  v_user uuid;
  v_created jsonb;
  v_holds boolean;
  v_sends boolean := p_step.kind = 'send_message' or p_step.kind = 'ask' and p_step.message_id is null;
begin
  if p_step.kind = 'wait' then
    -- the second time it is over
    if p_step.state = 'waiting' then
      return jsonb_build_object('state', 'done', 'result', p_step.result);
    end if;
    v_until := app.workflow_wait_until(o, p_now, v_zone);
    return jsonb_build_object('state', 'waiting', 'until', v_until, 'result', jsonb_build_object('until', v_until));
  elsif p_step.kind = 'condition' then
    v_holds := app.workflow_condition(p_run.tenant_id, o, v_occurrence, (
      select s.result ->> 'answer' from public.workflow_steps s
      where s.tenant_id = p_run.tenant_id and s.run_id = p_run.id and s.kind in ('wait_for_answer', 'ask') and s.result ? 'answer' order by s.position desc limit 1), p_now);
    return jsonb_build_object('state', 'done', 'branch', case when v_holds then 'yes' else 'no' end);
  elsif v_sends then
    v_until := app.polite_moment(p_now, v_zone);
    if v_until > p_now and not coalesce((o ->> 'any_hour')::boolean, false) then
      return jsonb_build_object('state', 'waiting', 'until', v_until, 'result', jsonb_build_object('until', v_until));
    end if;
  end if;
  if (select k.needs_conversation from app.workflow_step_kinds k where k.kind = p_step.kind) then
    -- a message is locked before its conversation
    if v_sends then
      perform app.lock_send(p_run.tenant_id, p_step.id);
    end if;
    v_thread := app.workflow_thread(p_run);
    if v_thread.id is null then
      return '{"state": "skipped", "branch": "not_answered", "result": {"code": "no_conversation"}}';
    end if;
    v_occurrence := v_occurrence || jsonb_build_object('thread_id', v_thread.id);
  end if;
  v_text := app.render_template(coalesce(o ->> 'body', o ->> 'title', o ->> 'text'), app.workflow_values(p_run.tenant_id, v_occurrence));
  case p_step.kind
    when 'send_message' then
      if jsonb_typeof(o -> 'template') = 'object' then
        select jsonb_build_object('id', o #> '{template,id}', 'variables', coalesce(jsonb_object_agg(e.key,
          app.render_template(e.value, app.workflow_values(p_run.tenant_id, v_occurrence))), '{}')) into v_template
        from jsonb_each_text(coalesce(nullif(o #> '{template,variables}', 'null'), '{}')) e;
      end if;
      v_created := app.create_automation_text(p_run.tenant_id, v_thread.thread_key, p_step.id, v_text,
        'workflow_' || (p_definition #>> '{settings,purpose}'), v_template);
      if v_created ? 'skipped' then
        return app.unsent_workflow_step(v_text, v_created ->> 'skipped');
      end if;
      return jsonb_build_object('state', 'done', 'send', v_created, 'message_id', v_created #>> '{message,id}',
        'result', jsonb_build_object('text', v_created #>> '{message,body}', 'message_id', v_created #>> '{message,id}'));
    when 'ask' then
      if not v_sends then
        -- an answer whose job comes later than the deadline is an answer
        return coalesce(app.workflow_choice(p_run, p_step, null), jsonb_build_object('state', 'done', 'branch', 'not_answered',
          'result', jsonb_build_object('text', p_step.result ->> 'text')));
      end if;
      v_created := app.create_automation_message(p_run.tenant_id, v_thread.thread_key, p_step.id, v_text,
        'workflow_' || (p_definition #>> '{settings,purpose}'), null, jsonb_build_object('choices', jsonb_strip_nulls(jsonb_build_object(
          'button', nullif(o ->> 'button', ''), 'options', (
            select jsonb_agg(jsonb_build_object('title', c.title) order by c.place)
            from jsonb_array_elements_text(o -> 'choices') with ordinality c (title, place))))));
      if v_created ? 'skipped' then
        return app.unsent_workflow_step(v_text, v_created ->> 'skipped');
      end if;
      v_until := p_now + make_interval(mins => (o ->> 'minutes')::integer);
      return jsonb_build_object('state', 'waiting', 'until', v_until, 'send', v_created, 'message_id', v_created #>> '{message,id}',
        'result', jsonb_build_object('text', v_created #>> '{message,body}', 'until', v_until));
    when 'wait_for_answer' then
      if p_step.state <> 'waiting' then
        v_until := p_now + make_interval(mins => (o ->> 'minutes')::integer);
        return jsonb_build_object('state', 'waiting', 'until', v_until, 'result', jsonb_build_object('until', v_until));
      end if;
      -- an answer whose job comes later than the deadline is an answer
      select m.* into v_message from public.conversation_messages m
      where m.tenant_id = p_run.tenant_id and m.thread_id = v_thread.id and m.direction = 'inbound' and m.kind <> 'system'
        and m.occurred_at >= date_trunc('second', p_step.entered_at) and app.answers_run(p_run, p_step, m)
      order by m.occurred_at, m.id limit 1;
      if found then
        return jsonb_build_object('state', 'done', 'branch', 'answered',
          'result', jsonb_build_object('answer', left(coalesce(v_message.body, ''), 500), 'message_id', v_message.id));
      end if;
      return '{"state": "done", "branch": "not_answered"}';
    when 'add_task' then
      v_user := coalesce((o ->> 'assignee_id')::uuid, (select t.assigned_to from public.conversation_threads t
        where t.tenant_id = p_run.tenant_id and t.id = p_run.thread_id));
      insert into public.tasks (tenant_id, id, kind, done_at, title, due_on, assignee_id, patient_id, thread_id, run_id, deal_id, contact_id)
      values (p_run.tenant_id, p_step.id, coalesce(o ->> 'activity', 'task'),
        -- what only says what happened waits for nobody
        (select p_now from public.activity_kinds k where k.key = o ->> 'activity' and not k.is_planned), app.normalize_name(left(v_text, 300)), (p_now at time zone v_zone)::date + coalesce((o ->> 'due_in_days')::integer, 0),
        v_user, p_run.patient_id, p_run.thread_id, p_run.id, (select d.id from public.deals d
          where d.tenant_id = p_run.tenant_id and d.id = (v_occurrence ->> 'deal_id')::uuid), (select d.contact_id from public.deals d
          where d.tenant_id = p_run.tenant_id and d.id = (v_occurrence ->> 'deal_id')::uuid));
      perform app.broadcast(p_run.tenant_id, 'task', jsonb_build_object('id', p_step.id));
      return jsonb_build_object('state', 'done', 'result', jsonb_build_object('text', v_text, 'task_id', p_step.id));
    when 'notify' then
      v_user := (o ->> 'user_id')::uuid;
      if p_run.thread_id is not null then
        select * into v_thread from public.conversation_threads t where t.tenant_id = p_run.tenant_id and t.id = p_run.thread_id for update;
        perform app.notify(v_thread, 'workflow', array(select m.user_id from public.tenant_members m
          where m.tenant_id = p_run.tenant_id and m.user_id = v_user and m.status = 'active'), null, null, v_text);
      elsif p_run.patient_id is null then
        return '{"state": "skipped", "result": {"code": "no_conversation"}}';
      else
        perform app.notify_of_patient(p_run.tenant_id, p_run.patient_id, 'workflow_patient', array[v_user], v_text);
      end if;
      return jsonb_build_object('state', 'done', 'result', jsonb_build_object('text', v_text));
    when 'assign' then
      v_user := (o ->> 'user_id')::uuid;
      if not exists (select from public.tenant_members m where m.tenant_id = p_run.tenant_id and m.user_id = v_user and m.status = 'active') then
        raise sqlstate 'PT404' using message = 'member_not_found';
      end if;
      perform app.assign_thread(v_thread, v_user);
      return '{"state": "done"}';
    when 'tag', 'untag' then
      return jsonb_build_object('state', 'done', 'result', jsonb_build_object('code', app.workflow_tag(v_thread, (o ->> 'tag_id')::uuid, p_step.kind = 'tag')));
    when 'move' then
      update public.conversation_threads t set
        status = case o ->> 'column' when 'finished' then 'finished' else 'open' end,
        board_column = case when o ->> 'column' = 'finished' then t.board_column else o ->> 'column' end, status_reason = null,
        snoozed_until = case when o ->> 'column' = 'finished' then null else t.snoozed_until end,
        snoozed_at = case when o ->> 'column' = 'finished' then null else t.snoozed_at end, updated_at = clock_timestamp()
      where t.tenant_id = p_run.tenant_id and t.id = v_thread.id returning * into v_thread;
      perform app.publish_thread(v_thread);
      return '{"state": "done"}';
    when 'move_deal' then
      return app.move_workflow_deal(p_run.tenant_id, (v_occurrence ->> 'deal_id')::uuid, (o ->> 'stage_id')::uuid);
    when 'webhook' then
      return jsonb_build_object('state', 'queued', 'call', jsonb_build_object('url', o ->> 'url',
        'secret', (select w.secret from app.workflow_secrets w where w.tenant_id = p_run.tenant_id and w.workflow_id = p_run.workflow_id),
        'body', jsonb_build_object('id', p_step.id, 'run_id', p_run.id, 'workflow_id', p_run.workflow_id, 'trigger', p_run.occurrence ->> 'kind',
          'event_key', p_run.event_key, 'at', p_run.occurrence ->> 'at', 'patient_id', p_run.patient_id, 'thread_id', p_run.thread_id,
          'session_id', p_run.session_id, 'note', o ->> 'note')
          || jsonb_strip_nulls(jsonb_build_object('variant_id', p_run.occurrence -> 'variant_id', 'lot_id', p_run.occurrence -> 'lot_id',
            'purchase_id', p_run.occurrence -> 'purchase_id'))));
  end case;
end;
$function$;

CREATE OR REPLACE FUNCTION app.end_order (
  p_order public.orders,
  p_how   text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  update public.orders o set
    expired_at = case when p_how = 'expired' then now() end, cancelled_at = case when p_how = 'cancelled' then now() end, expires_at = null
  where o.tenant_id = p_order.tenant_id and o.id = p_order.id;
  perform app.close_charge(p_order.tenant_id, p_order.charge_id, 'Pedido nº ' || p_order.number || ' encerrado');
  -- coupons are locked before stock, as by whoever places an order
  perform app.give_coupon_back(p_order);
  perform app.release_stock(p_order.tenant_id, 'order', p_order.id);
  perform app.give_seats_back(p_order.tenant_id, p_order.id);
  -- sessions are locked before orders: their time is free a moment later
  insert into app.jobs (tenant_id, kind, payload)
  select p_order.tenant_id, 'free_order_times', jsonb_build_object('order_id', p_order.id)
  where exists (
    select from public.order_items i
    where i.tenant_id = p_order.tenant_id and i.order_id = p_order.id and i.kind = 'product' and i.session_id is not null);
  insert into app.jobs (tenant_id, kind, payload)
  select p_order.tenant_id, 'expire_checkout', jsonb_build_object('checkout_id', k.id) from app.stripe_checkouts k
  where k.tenant_id = p_order.tenant_id and k.order_id = p_order.id and k.state = 'open' and k.session_id is not null;
  -- sessions are locked before whoever pays: not here
  insert into app.jobs (tenant_id, kind, payload)
  select p_order.tenant_id, 'session_deposit', jsonb_build_object('order_id', p_order.id)
  where p_how = 'expired' and exists (
    select from public.order_items i where i.tenant_id = p_order.tenant_id and i.order_id = p_order.id and i.kind = 'deposit');
  perform app.note_order(p_order.tenant_id, p_order.id, p_how);
  perform app.publish_event(p_order.tenant_id, 'order.cancelled', jsonb_build_object('order_id', p_order.id));
  perform app.refresh_order(p_order.tenant_id, p_order.id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.erase_rows (
  p_tenant_id uuid,
  p_data      app.personal_data,
  p_scope     jsonb,
  p_limit     integer
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_found text := format('select t.ctid from %s t where t.tenant_id = $1 and (%s) and (%s)', p_data.table_name, p_data.finder,
    coalesce(p_data.erased_rows, 'true'));
  v_act text;
  v_rows integer;
begin
  if p_data.erasure = 'delete' then
    v_act := format('delete from %s d where d.tenant_id = $1 and d.ctid = any (array(%s limit $6))', p_data.table_name, v_found);
  else
    -- once is enough: an update does not make its rows fewer, so all of them are changed together
    v_act := format('update %s t set %s where t.tenant_id = $1 and (%s) and (%s) and $6 > 0', p_data.table_name, p_data.erased_set,
      p_data.finder, coalesce(p_data.erased_rows, 'true'));
  end if;
  -- what goes with a person goes where it was copied to as well
  perform set_config('app.erasing', 'on', true);
  execute v_act using p_tenant_id, app.ids_of(p_scope -> 'patients'), app.ids_of(p_scope -> 'threads'), app.ids_of(p_scope -> 'payers'),
    array(select jsonb_array_elements_text(p_scope -> 'addresses')), p_limit;
  get diagnostics v_rows = row_count;
  perform set_config('app.erasing', '', true);
  return case when p_data.erasure = 'delete' then v_rows else least(v_rows, p_limit - 1) end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.follow_deposit (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_sessions uuid[] := array(
    select distinct i.session_id from public.order_items i
    where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind = 'deposit' order by 1);
  v_order public.orders;
  v_free uuid[];
begin
  -- sessions are locked before whoever pays
  perform from public.sessions s where s.tenant_id = p_tenant_id and s.id = any (v_sessions) order by s.id for update;
  begin
    v_order := app.lock_order(p_tenant_id, p_order_id);
  exception when sqlstate 'PT404' then
    return 'gone';
  end;
  if v_order.paid_cents > 0 then
    return 'kept';
  elsif v_order.state = 'pending' and app.deposit_is_over(p_tenant_id, p_order_id) then
    perform app.end_order(v_order, 'cancelled');
    return 'ended';
  elsif v_order.expired_at is null or not app.is_deposit_alone(p_tenant_id, p_order_id) then
    return 'kept';
  end if;
  v_free := array(
    select s.id from public.sessions s
    join public.session_statuses u on u.key = s.status
    where s.tenant_id = p_tenant_id and s.id = any (v_sessions) and s.status <> 'cancelled' and not u.is_outcome and s.starts_at > now()
      -- a group goes on without who did not pay, which a person decides
      and (select count(*) from public.session_patients p where p.tenant_id = p_tenant_id and p.session_id = s.id) = 1
      and not exists (
        select from public.order_items i
        join public.orders o on o.tenant_id = p_tenant_id and o.id = i.order_id and o.state in ('pending', 'paid', 'fulfilled')
        where i.tenant_id = p_tenant_id and i.session_id = s.id and i.kind = 'deposit' and o.id <> p_order_id)
    order by s.id);
  if v_free = '{}' then
    return 'kept';
  end if;
  perform app.cancel_sessions(p_tenant_id, v_free, 'O sinal não foi pago no prazo');
  perform app.publish_sessions(p_tenant_id, v_free);
  return 'released';
end;
$function$;

CREATE OR REPLACE FUNCTION app.is_deposit_alone (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select count(*) > 0 and bool_and(i.kind = 'deposit') from public.order_items i
  where i.tenant_id = p_tenant_id and i.order_id = p_order_id;
$function$;

CREATE OR REPLACE FUNCTION app.meet_pix_orders (
  p_tenant_id  uuid,
  p_charge_ids uuid[],
  p_entry_id   uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_id uuid;
  v_order public.orders;
begin
  for v_id in
    select distinct c.order_id from public.money_charges c
    where c.tenant_id = p_tenant_id and c.id = any (p_charge_ids) and c.order_id is not null
  loop
    v_order := app.lock_order(p_tenant_id, v_id);
    -- an order that is as it was is paid by its charge
    if v_order.expired_at is not null or v_order.cancelled_at is not null or v_order.charge_id is null
      or not v_order.charge_id = any (p_charge_ids) or v_order.paid_cents >= v_order.total_cents - v_order.refunded_cents
      or app.deposit_is_over(p_tenant_id, v_id) then
      perform app.take_order_money(v_order, p_entry_id, 'ledger', p_entry_id || ':' || v_id);
    else
      begin
        perform app.hold_order(v_order, null);
        update public.orders o set expires_at = null where o.tenant_id = p_tenant_id and o.id = v_id;
      exception when sqlstate 'PT409' then
        perform app.take_order_money(v_order, p_entry_id, 'ledger', p_entry_id || ':' || v_id);
      end;
    end if;
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.note_contact_erasure (
  p_tenant_id uuid,
  p_kind      text,
  p_code      text
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select app.log_sync(p_tenant_id, 'out', p_kind, null, jsonb_build_object('code', p_code));
$function$;

CREATE OR REPLACE FUNCTION app.note_stripe_fee (
  p_tenant_id  uuid,
  p_payment_id uuid,
  p_cents      integer
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  update public.money_payments m set fee_cents = least(greatest(p_cents, 0), m.amount_cents)
  from public.order_payments p
  where p.tenant_id = p_tenant_id and p.id = p_payment_id and m.tenant_id = p_tenant_id and m.id = p.entry_id and m.fee_cents is null;
$function$;

CREATE OR REPLACE FUNCTION app.online_booking_payload (
  p_booking public.online_bookings
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select app.booking_clinic(p_booking.tenant_id) || jsonb_build_object(
    'state', case when s.status = 'cancelled' then case p_booking.status when 'declined' then 'declined' else 'cancelled' end
      when u.is_outcome or s.ends_at <= now() then 'over' else p_booking.status end,
    'id', s.id, 'version', s.version, 'starts_at', s.starts_at, 'ends_at', s.ends_at,
    'starts_local', app.local_text(s.starts_at, app.clinic_zone(s.tenant_id)),
    'therapist', t.name, 'type', y.name, 'is_online', s.is_online, 'name', coalesce(p_booking.social_name, p_booking.full_name), 'phone', p_booking.phone,
    'may_change', not u.is_outcome and now() < s.starts_at - make_interval(hours => (app.booking_settings_of(s.tenant_id)).change_hours),
    'deposit', app.deposit_of_booking(p_booking.tenant_id, s.id, p_booking.patient_id),
    'offers_intake', p_booking.is_first_visit and (app.booking_clinic(p_booking.tenant_id) -> 'asks_first_visit')::boolean)
  from public.sessions s
  join public.session_statuses u on u.key = s.status
  join public.therapists t on t.tenant_id = s.tenant_id and t.user_id = s.therapist_id
  join public.session_types y on y.tenant_id = s.tenant_id and y.id = s.session_type_id
  where s.tenant_id = p_booking.tenant_id and s.id = p_booking.session_id;
$function$;

CREATE OR REPLACE FUNCTION app.order_invoice_content (
  p_order public.orders,
  p_kind  text,
  p_cents integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_settings public.fiscal_settings;
  v_provider jsonb := app.fiscal_provider(p_order.tenant_id, null);
  v_payer jsonb := app.fiscal_payer(p_order.tenant_id, p_order.payer_id) - 'patient_id';
  v_missing text;
begin
  select * into v_settings from public.fiscal_settings s where s.tenant_id = p_order.tenant_id;
  if not coalesce(v_settings.issues_invoices, false) then
    raise sqlstate 'PT409' using message = 'invoices_are_off';
  elsif coalesce(char_length(v_provider ->> 'document'), 0) <> 14 then
    raise sqlstate 'PT409' using message = 'receipt_provider_incomplete', detail = 'cnpj';
  elsif v_payer ->> 'document' is null then
    raise sqlstate 'PT409' using message = 'payer_document_missing';
  end if;
  select string_agg(l.name, ', ' order by l.position) into v_missing
  from app.order_invoice_lines(p_order.tenant_id, p_order.id) l
  join public.products p on p.tenant_id = p_order.tenant_id and p.id = l.product_id
  where p_kind = 'nfe' and l.invoice = 'nfe' and (p.ncm is null or p.cfop is null);
  if v_missing is not null then
    raise sqlstate 'PT409' using message = 'product_codes_missing', detail = v_missing;
  end if;
  return jsonb_build_object('provider', v_provider, 'payer', v_payer, 'amount_cents', p_cents,
    'paid_on', (coalesce(p_order.paid_at, now()) at time zone app.clinic_zone(p_order.tenant_id))::date)
    || case p_kind when 'nfe' then jsonb_build_object('items', (
      select jsonb_agg(jsonb_build_object('name', l.name, 'sku', l.sku, 'quantity', l.quantity, 'unit', p.unit, 'total_cents', l.cents, 'ncm', p.ncm,
        'cfop', p.cfop, 'tax_basis_points', p.tax_basis_points) order by l.position)
      from app.order_invoice_lines(p_order.tenant_id, p_order.id) l
      join public.products p on p.tenant_id = p_order.tenant_id and p.id = l.product_id
      where l.invoice = 'nfe'), 'freight_cents', coalesce((
      select sum(l.cents) from app.order_invoice_lines(p_order.tenant_id, p_order.id) l where l.invoice = 'nfe' and l.product_id is null), 0))
    else (
      -- care is named by no more than that: whoever reads the invoice learns nothing of the person
      select jsonb_build_object('iss_basis_points', coalesce(max(s.tax), v_settings.iss_basis_points),
        'service_item', coalesce(min(s.service_item), v_settings.service_item), 'description', left(string_agg(distinct s.words, ', '), 500))
      from (
        select p.service_item, p.tax_basis_points as tax,
          case when i.kind = 'shipping' then 'Entrega' when p.id is null or p.session_type_id is not null or p.kind in ('service', 'package') then 'Atendimento' else l.name end as words
        from app.order_invoice_lines(p_order.tenant_id, p_order.id) l
        join public.order_items i on i.tenant_id = p_order.tenant_id and i.id = l.item_id
        left join public.products p on p.tenant_id = p_order.tenant_id and p.id = l.product_id
        where l.invoice = 'nfse') s) end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.order_invoice_lines (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS TABLE (
    item_id    uuid,
    "position" smallint,
    invoice    text,
    name       text,
    sku        text,
    quantity   integer,
    cents      integer,
    product_id uuid
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select i.id, i.position,
    -- the freight goes with the goods that it carried
    coalesce(k.invoice, case when i.kind = 'shipping' and bool_or(k.invoice = 'nfe') over () then 'nfe' else 'nfse' end),
    i.name, i.sku, i.quantity - i.returned, i.total_cents - round(i.total_cents::numeric * i.returned / i.quantity)::int, p.id
  from public.order_items i
  left join public.product_variants v on v.tenant_id = p_tenant_id and v.id = i.variant_id
  left join public.products p on p.tenant_id = p_tenant_id and p.id = v.product_id
  left join public.product_kinds k on k.key = p.kind
  where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.quantity > i.returned;
$function$;

CREATE OR REPLACE FUNCTION app.post_stock (
  p_move public.stock_moves
)
  RETURNS public.stock_moves
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_level public.stock_levels;
  v_move public.stock_moves := p_move;
begin
  v_move.on_hand := coalesce(p_move.on_hand, 0);
  v_move.reserved := coalesce(p_move.reserved, 0);
  select * into v_level from public.stock_levels l
  where l.tenant_id = p_move.tenant_id and l.variant_id = p_move.variant_id and l.place_id = p_move.place_id for update;
  if v_level.variant_id is null then
    insert into public.stock_levels (tenant_id, variant_id, place_id) values (p_move.tenant_id, p_move.variant_id, p_move.place_id)
    on conflict (tenant_id, variant_id, place_id) do nothing;
    select * into v_level from public.stock_levels l
    where l.tenant_id = p_move.tenant_id and l.variant_id = p_move.variant_id and l.place_id = p_move.place_id for update;
  end if;
  v_move.on_hand_after := v_level.on_hand + v_move.on_hand;
  v_move.reserved_after := v_level.reserved + v_move.reserved;
  if v_move.on_hand_after < 0 or v_move.reserved > 0 and v_move.on_hand_after < v_move.reserved_after then
    raise sqlstate 'PT409' using message = 'out_of_stock', detail = jsonb_build_array(
      app.stock_detail(p_move.tenant_id, p_move.variant_id, greatest(v_move.reserved, -v_move.on_hand), v_level.on_hand - v_level.reserved));
  elsif v_move.on_hand_after < v_move.reserved_after then
    raise sqlstate 'PT409' using message = 'stock_is_reserved', detail = jsonb_build_array(
      app.stock_detail(p_move.tenant_id, p_move.variant_id, -v_move.on_hand, v_level.on_hand - v_level.reserved));
  end if;
  -- what goes takes its share of the value along, and the last unit takes what is left
  if p_move.on_hand < 0 then
    v_move.value_cents := -app.share_of_value(v_level.value_cents, -p_move.on_hand, v_level.on_hand);
  end if;
  v_move.value_cents := coalesce(v_move.value_cents, 0);
  update public.stock_levels l set on_hand = v_move.on_hand_after, reserved = v_move.reserved_after, value_cents = l.value_cents + v_move.value_cents
  where l.tenant_id = p_move.tenant_id and l.variant_id = p_move.variant_id and l.place_id = p_move.place_id;
  if p_move.lot_id is not null then
    insert into public.stock_lot_levels (tenant_id, lot_id, place_id) values (p_move.tenant_id, p_move.lot_id, p_move.place_id)
    on conflict (tenant_id, lot_id, place_id) do nothing;
    update public.stock_lot_levels l set on_hand = l.on_hand + p_move.on_hand
    where l.tenant_id = p_move.tenant_id and l.lot_id = p_move.lot_id and l.place_id = p_move.place_id and l.on_hand + p_move.on_hand >= 0;
    if not found then
      raise sqlstate 'PT409' using message = 'out_of_stock', detail = jsonb_build_array(
        app.stock_detail(p_move.tenant_id, p_move.variant_id, -p_move.on_hand, 0));
    end if;
  end if;
  insert into public.stock_moves (tenant_id, id, kind, variant_id, place_id, lot_id, on_hand, reserved, value_cents, on_hand_after, reserved_after,
    owner_kind, owner_id, reason, note, actor_id)
  values (p_move.tenant_id, coalesce(p_move.id, gen_random_uuid()), p_move.kind, p_move.variant_id, p_move.place_id, p_move.lot_id, v_move.on_hand,
    v_move.reserved, v_move.value_cents, v_move.on_hand_after, v_move.reserved_after, p_move.owner_kind, p_move.owner_id, p_move.reason,
    p_move.note, auth.uid())
  returning * into v_move;
  if v_move.on_hand < 0 and v_move.on_hand_after = 0 and v_move.kind <> 'transfer' and not exists (
    select from public.stock_levels l where l.tenant_id = v_move.tenant_id and l.variant_id = v_move.variant_id and l.on_hand > 0) then
    perform app.publish_event(v_move.tenant_id, 'stock.out', jsonb_build_object('variant_id', v_move.variant_id, 'move_id', v_move.id));
  end if;
  return v_move;
end;
$function$;

CREATE OR REPLACE FUNCTION app.purchase_mail (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('clinic', t.name, 'supplier', c.name, 'buyer', app.fiscal_provider(p_tenant_id, null), 'number', o.number, 'expected_on', o.expected_on, 'note', o.note, 'freight_cents', o.freight_cents,
    'reply_to', (select p.email from public.profiles p where p.id = auth.uid()),
    'items', (
      select jsonb_agg(jsonb_build_object('sku', v.sku, 'name', app.variant_name(p.name, v.choices), 'quantity', i.quantity, 'unit', p.unit,
        'cost_cents', i.cost_cents) order by i.position, i.id)
      from public.purchase_order_items i
      join public.product_variants v on v.tenant_id = p_tenant_id and v.id = i.variant_id
      join public.products p on p.tenant_id = p_tenant_id and p.id = v.product_id
      where i.tenant_id = p_tenant_id and i.purchase_id = p_id))
  from public.purchase_orders o
  join public.tenants t on t.id = o.tenant_id
  join public.companies c on c.tenant_id = p_tenant_id and c.id = o.supplier_id
  where o.tenant_id = p_tenant_id and o.id = p_id;
$function$;

CREATE OR REPLACE FUNCTION app.queue_contact_erasure (
  p_tenant_id    uuid,
  p_place        text,
  p_contact_code text
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  insert into app.jobs (tenant_id, kind, payload, dedupe_key)
  values (p_tenant_id, 'erase_contact', jsonb_build_object('place', p_place, 'contact_code', p_contact_code),
    'erase_contact:' || p_place || ':' || p_contact_code)
  on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
$function$;

CREATE OR REPLACE FUNCTION app.refresh_order (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS public.orders
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_old public.orders;
  v_new public.orders;
  v_items record;
  v_paid integer;
  v_refunded integer;
begin
  select * into v_old from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id for update;
  select coalesce(sum(i.quantity), 0)::int as sold, coalesce(sum(i.fulfilled), 0)::int as fulfilled, coalesce(sum(i.returned), 0)::int as returned
  into v_items from public.order_items i where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind <> 'shipping';
  select coalesce(sum(c.paid_cents), 0) into v_paid from public.money_charges c
  where c.tenant_id = p_tenant_id and c.id = v_old.charge_id and c.reversed_at is null;
  select coalesce(sum(coalesce(r.order_cents, r.amount_cents)), 0) into v_refunded from public.order_refunds r
  where r.tenant_id = p_tenant_id and r.order_id = p_order_id and r.kind in ('money', 'credit');
  update public.orders o set paid_cents = v_paid, refunded_cents = v_refunded,
    state = app.order_state(o.total_cents, v_refunded, v_paid, v_items.sold, v_items.fulfilled, v_items.returned,
      o.cancelled_at is not null or o.expired_at is not null),
    paid_at = case when o.paid_at is null and o.cancelled_at is null and o.expired_at is null and v_paid >= o.total_cents - v_refunded
      then now() else o.paid_at end
  where o.tenant_id = p_tenant_id and o.id = p_order_id returning * into v_new;
  if v_old.paid_at is null and v_new.paid_at is not null then
    perform app.note_order(p_tenant_id, p_order_id, 'paid');
    perform app.credit_deposits(p_tenant_id, p_order_id);
    perform app.take_seats(p_tenant_id, 'order', p_order_id);
    -- packages lock the patient's sessions: not while money is told
    insert into app.jobs (tenant_id, kind, payload)
    select p_tenant_id, 'sell_packages', jsonb_build_object('order_id', p_order_id)
    where exists (
      select from public.order_items i
      where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.variant_id is not null and app.gives_sessions(p_tenant_id, i.variant_id));
    perform app.publish_event(p_tenant_id, 'order.paid', jsonb_build_object('order_id', p_order_id));
    select * into v_new from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id;
  end if;
  perform app.broadcast(p_tenant_id, 'orders', jsonb_build_object('id', p_order_id, 'number', v_new.number, 'state', v_new.state));
  return v_new;
end;
$function$;

CREATE OR REPLACE FUNCTION app.settle_pix (
  p_tenant_id  uuid,
  p_account_id uuid,
  p_meaning    text,
  p_payment    jsonb,
  p_told_at    text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_payment_id text := case when char_length(p_payment ->> 'id') between 1 and 200 then p_payment ->> 'id' end;
  v_pix app.pix_charges;
  v_receipt app.pix_payments;
  v_entry public.money_entries;
  v_money public.money_payments;
  v_cents integer := app.pix_cents(p_payment -> 'value');
  v_refunded integer;
  v_target integer;
  v_did text;
begin
  select * into v_pix from app.pix_charges p where p.tenant_id = p_tenant_id and p.asaas_payment_id = v_payment_id;
  if v_pix.id is null then
    -- a charge that nobody had the time to record, or a second one of it
    select * into v_pix from app.pix_charges p
    where p.tenant_id = p_tenant_id and p.id = app.typed_id(p_payment ->> 'externalReference') and p.account_id = p_account_id;
  end if;
  if v_payment_id is null or v_pix.id is null then
    return jsonb_build_object('outcome', 'ignored', 'reason', 'not_a_pix');
  end if;
  perform app.lock_payer(p_tenant_id, v_pix.payer_id);
  update app.pix_charges p set
    asaas_payment_id = v_payment_id, charging_until = null, asaas_customer_id = coalesce(p.asaas_customer_id, p_payment ->> 'customer'),
    invoice_url = coalesce(p.invoice_url, p_payment ->> 'invoiceUrl')
  where p.tenant_id = p_tenant_id and p.id = v_pix.id and p.asaas_payment_id is null;
  select * into v_pix from app.pix_charges p where p.tenant_id = p_tenant_id and p.id = v_pix.id for update;
  if p_meaning = 'deleted' and v_pix.status = 'pending' and v_pix.asaas_payment_id = v_payment_id then
    update app.pix_charges p set status = 'cancelled', closed_at = now() where p.tenant_id = p_tenant_id and p.id = v_pix.id;
    v_did := 'cancelled';
  elsif p_meaning = 'restored' and v_pix.status = 'cancelled' and v_pix.asaas_payment_id = v_payment_id then
    update app.pix_charges p set status = 'pending', closed_at = null where p.tenant_id = p_tenant_id and p.id = v_pix.id;
    v_did := 'restored';
  elsif p_meaning in ('paid', 'reversed', 'partly_reversed', 'refund_denied', 'dispute_won') then
    if v_cents is null then
      return jsonb_build_object('outcome', 'review', 'reason', 'no_amount', 'pix_charge_id', v_pix.id);
    end if;
    select * into v_receipt from app.pix_payments r where r.tenant_id = p_tenant_id and r.asaas_payment_id = v_payment_id for update;
    if v_receipt.entry_id is null then
      v_did := 'paid';
      v_receipt.entry_id := app.post_pix(v_pix, v_cents, p_payment);
      update public.money_payments m set fee_cents = v_cents - app.pix_cents(p_payment -> 'netValue')
      where m.tenant_id = p_tenant_id and m.id = v_receipt.entry_id and app.pix_cents(p_payment -> 'netValue') <= v_cents;
      insert into app.pix_payments (tenant_id, asaas_payment_id, pix_charge_id, entry_id)
      values (p_tenant_id, v_payment_id, v_pix.id, v_receipt.entry_id) returning * into v_receipt;
    end if;
    select * into v_money from public.money_payments m where m.tenant_id = p_tenant_id and m.id = v_receipt.entry_id;
    select coalesce(sum(app.pix_cents(r -> 'value')), 0) into v_refunded
    from jsonb_array_elements(case jsonb_typeof(p_payment -> 'refunds') when 'array' then p_payment -> 'refunds' else '[]' end) r
    where coalesce(r ->> 'status', 'DONE') = 'DONE';
    v_target := case p_meaning
      when 'reversed' then v_cents
      when 'paid' then case when p_told_at is null then v_refunded else 0 end
      else v_refunded end;
    v_target := least(v_target, v_cents);
    if p_meaning in ('refund_denied', 'dispute_won') then
      if v_receipt.taken_back_cents > v_target and coalesce(p_told_at, '~') > coalesce(v_receipt.told_at, '') then
        v_cents := v_receipt.taken_back_cents - v_target;
        v_receipt.entry_id := app.post_pix(v_pix, v_cents, p_payment);
        v_did := 'given_again';
        update app.pix_payments r set entry_id = v_receipt.entry_id, taken_back_cents = 0, told_at = coalesce(p_told_at, r.told_at)
        where r.tenant_id = p_tenant_id and r.asaas_payment_id = v_payment_id;
      elsif coalesce(p_told_at, '') > coalesce(v_receipt.told_at, '') then
        -- what took it back may come later, and is older news
        update app.pix_payments r set told_at = p_told_at where r.tenant_id = p_tenant_id and r.asaas_payment_id = v_payment_id;
      end if;
    elsif v_target > v_receipt.taken_back_cents and (p_told_at is null or p_told_at >= coalesce(v_receipt.told_at, '')) then
      -- what the clinic typed as given back already is not given back twice
      v_entry.amount_cents := least(v_target - v_receipt.taken_back_cents, v_money.amount_cents - v_money.refunded_cents,
        greatest(v_target - v_money.refunded_cents, 0));
      if v_money.reversed_at is null and v_entry.amount_cents > 0 then
        v_entry.tenant_id := p_tenant_id;
        v_entry.payer_id := v_pix.payer_id;
        v_entry.kind := 'refund';
        v_entry.reverses_id := v_money.id;
        v_entry.method := 'pix';
        v_entry.occurred_on := app.clinic_today(p_tenant_id);
        v_entry.note := 'PIX devolvido pelo Asaas';
        select e.patient_id into v_entry.patient_id from public.money_entries e where e.tenant_id = p_tenant_id and e.id = v_money.id;
        perform app.give_back(v_entry);
        v_did := 'taken_back';
      end if;
      update app.pix_payments r set taken_back_cents = r.taken_back_cents + coalesce(v_entry.amount_cents, 0), told_at = coalesce(p_told_at, r.told_at)
      where r.tenant_id = p_tenant_id and r.asaas_payment_id = v_payment_id;
    end if;
  end if;
  if v_did is null then
    return jsonb_build_object('outcome', 'ignored', 'reason', 'nothing_new', 'pix_charge_id', v_pix.id);
  end if;
  perform app.tell_money(p_tenant_id, v_pix.payer_id);
  return jsonb_build_object('outcome', 'applied', 'reason', v_did, 'pix_charge_id', v_pix.id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.settle_stripe (
  p_tenant_id  uuid,
  p_account_id uuid,
  p_event      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_meaning text := p_event ->> 'meaning';
  v_checkout app.stripe_checkouts;
  v_order public.orders;
  v_payment public.order_payments;
  v_money public.money_payments;
  v_entry public.money_entries;
  v_refund record;
  v_known integer;
  v_cents integer;
  v_lost integer;
  v_did jsonb;
begin
  if v_meaning = 'other' then
    return '{"outcome": "ignored", "reason": "not_about_money"}';
  elsif (p_event ->> 'livemode')::boolean is distinct from (
    select a.livemode from app.stripe_accounts a where a.tenant_id = p_tenant_id and a.id = p_account_id) then
    return '{"outcome": "ignored", "reason": "other_mode"}';
  end if;
  select * into v_checkout from app.stripe_checkouts k
  where k.tenant_id = p_tenant_id and k.account_id = p_account_id
    and case when p_event ->> 'session_id' is not null then k.session_id = p_event ->> 'session_id' or k.session_id is null and k.id = app.typed_id(p_event ->> 'reference')
      else k.payment_intent_id = p_event ->> 'payment_intent_id' end;
  if v_checkout.id is null then
    -- a refund may be told before the payment; a session is known before anybody can pay it
    return case when v_meaning in ('refunded', 'refund_failed', 'disputed', 'dispute_closed') and p_event ->> 'payment_intent_id' is not null
      then '{"outcome": "waiting"}'::jsonb else '{"outcome": "ignored", "reason": "not_ours"}'::jsonb end;
  end if;
  v_order := app.lock_order(p_tenant_id, v_checkout.order_id);
  select * into v_checkout from app.stripe_checkouts k where k.tenant_id = p_tenant_id and k.id = v_checkout.id for update;
  v_did := jsonb_build_object('outcome', 'applied', 'reason', v_meaning, 'order_id', v_order.id);
  if v_meaning in ('paid', 'processing') then
    update app.stripe_checkouts k set session_id = coalesce(k.session_id, p_event ->> 'session_id'),
      payment_intent_id = coalesce(k.payment_intent_id, p_event ->> 'payment_intent_id'),
      state = case when v_meaning = 'paid' then 'paid' when k.state in ('open', 'expired') then 'processing' else k.state end
    where k.tenant_id = p_tenant_id and k.id = v_checkout.id returning * into v_checkout;
  end if;
  case v_meaning
    when 'paid' then
      v_cents := (p_event ->> 'amount_cents')::integer;
      if p_event ->> 'currency' is distinct from 'brl' or v_cents is null or v_cents <= 0 then
        perform app.raise_alert(p_tenant_id, 'order_money', v_checkout.session_id, jsonb_build_object('order_id', v_order.id, 'number', v_order.number));
        return jsonb_build_object('outcome', 'review', 'reason', 'other_currency', 'order_id', v_order.id);
      end if;
      v_did := app.apply_order_payment(p_tenant_id, v_order.id, 'stripe', v_checkout.session_id, v_cents, 'card');
      if v_did ->> 'outcome' = 'applied' then
        -- what Stripe keeps of it is known a little later
        perform app.enqueue_at(p_tenant_id, 'stripe_fee', jsonb_build_object('id', v_did ->> 'payment_id'), now() + interval '1 minute');
      end if;
      -- an event about a payment that another event has told already lets wait for nothing
      return jsonb_build_object('outcome', 'applied', 'reason', v_did ->> 'state', 'order_id', v_order.id);
    when 'processing' then
      if v_order.state = 'pending' and v_checkout.state = 'processing' then
        update public.orders o set expires_at = greatest(o.expires_at, now() + interval '5 days')
        where o.tenant_id = p_tenant_id and o.id = v_order.id and o.expires_at is not null returning * into v_order;
        if found then
          begin
            perform app.hold_order(v_order, v_order.expires_at);
          exception when sqlstate 'PT409' then
            null; -- whoever pays it meets an order that is over
          end;
          perform app.enqueue_at(p_tenant_id, 'expire_order', jsonb_build_object('id', v_order.id), v_order.expires_at);
        end if;
        perform app.note_order(p_tenant_id, v_order.id, 'waiting_voucher');
      end if;
    when 'failed' then
      if v_checkout.state <> 'paid' then
        update app.stripe_checkouts k set state = 'failed' where k.tenant_id = p_tenant_id and k.id = v_checkout.id;
        perform app.note_order(p_tenant_id, v_order.id, 'voucher_failed');
      end if;
    when 'expired' then
      update app.stripe_checkouts k set state = 'expired' where k.tenant_id = p_tenant_id and k.id = v_checkout.id and k.state = 'open';
      if found then
        perform app.note_order(p_tenant_id, v_order.id, 'checkout_expired');
      end if;
    else
      select * into v_payment from public.order_payments p
      where p.tenant_id = p_tenant_id and p.provider = 'stripe' and p.reference = v_checkout.session_id;
      if v_payment.id is null then
        return '{"outcome": "waiting"}';
      end if;
      select * into v_money from public.money_payments m where m.tenant_id = p_tenant_id and m.id = v_payment.entry_id;
      v_entry.tenant_id := p_tenant_id;
      v_entry.id := gen_random_uuid();
      v_entry.payer_id := v_order.payer_id;
      v_entry.patient_id := v_order.patient_id;
      v_entry.method := 'card';
      v_entry.occurred_on := app.clinic_today(p_tenant_id);
      if v_meaning = 'refunded' then
        select coalesce(sum(r.amount_cents), 0) into v_known from public.order_refunds r
        where r.tenant_id = p_tenant_id and r.payment_id = v_payment.id and r.kind <> 'dispute' and r.state = 'done';
        -- ours first, as they were asked for
        for v_refund in
          select r.id, r.amount_cents from public.order_refunds r
          where r.tenant_id = p_tenant_id and r.payment_id = v_payment.id and r.state = 'pending' order by r.created_at, r.id
        loop
          exit when v_known + v_refund.amount_cents > (p_event ->> 'refunded_cents')::integer;
          v_known := v_known + v_refund.amount_cents;
          perform app.settle_order_refund(p_tenant_id, v_refund.id, 'done');
        end loop;
        -- the rest was given back in the panel of Stripe
        v_cents := least((p_event ->> 'refunded_cents')::integer - v_known, v_money.amount_cents - v_money.refunded_cents);
        if v_cents > 0 and not exists (
          select from public.order_refunds r where r.tenant_id = p_tenant_id and r.payment_id = v_payment.id and r.state = 'pending') then
          v_order := app.lock_order(p_tenant_id, v_order.id);
          perform app.take_back_of_order(v_order, v_payment, v_cents, 'Estornado no painel do Stripe', (p_event ->> 'object_id') || ':' || (p_event ->> 'refunded_cents'));
        end if;
      elsif v_meaning = 'refund_failed' then
        select r.id into v_refund from public.order_refunds r
        where r.tenant_id = p_tenant_id and r.payment_id = v_payment.id and r.kind <> 'dispute'
          and (r.reference = p_event ->> 'object_id' or r.reference is null and r.amount_cents = (p_event ->> 'amount_cents')::integer)
          and r.state <> 'failed'
        order by r.reference is null, r.created_at limit 1;
        if v_refund.id is null then
          return jsonb_build_object('outcome', 'review', 'reason', 'refund_not_ours', 'order_id', v_order.id);
        end if;
        perform app.settle_order_refund(p_tenant_id, v_refund.id, 'failed', p_event ->> 'object_id');
      elsif v_meaning = 'disputed' then
        v_cents := least((p_event ->> 'amount_cents')::integer, v_money.amount_cents - v_money.refunded_cents);
        if v_cents > 0 and not exists (
          select from public.order_refunds r where r.tenant_id = p_tenant_id and r.provider = 'stripe' and r.reference = p_event ->> 'object_id') then
          v_entry.kind := 'refund';
          v_entry.reverses_id := v_payment.entry_id;
          v_entry.amount_cents := v_cents;
          v_entry.note := 'Contestação do cartão';
          perform app.give_back(v_entry);
          -- what had paid the order is owed again; what was more than that was the payer's credit
          select v_order.paid_cents - o.paid_cents into v_lost from public.orders o where o.tenant_id = p_tenant_id and o.id = v_order.id;
          insert into public.order_refunds (tenant_id, id, order_id, payment_id, kind, provider, reference, amount_cents, order_cents, entry_id, reason,
            settled_at)
          values (p_tenant_id, gen_random_uuid(), v_order.id, v_payment.id, 'dispute', 'stripe', p_event ->> 'object_id', v_cents, v_lost, v_entry.id,
            v_entry.note, now());
          perform app.note_order(p_tenant_id, v_order.id, 'disputed', jsonb_build_object('amount_cents', v_cents));
          perform app.raise_alert(p_tenant_id, 'order_money', p_event ->> 'object_id', jsonb_build_object('order_id', v_order.id, 'number', v_order.number));
        end if;
      else
        select * into v_refund from public.order_refunds r
        where r.tenant_id = p_tenant_id and r.provider = 'stripe' and r.reference = p_event ->> 'object_id' and r.kind = 'dispute' for update;
        if v_refund.id is null then
          return '{"outcome": "waiting"}';
        end if;
        if p_event ->> 'status' in ('won', 'warning_closed') and v_refund.state = 'done' then
          v_entry.kind := 'payment';
          v_entry.amount_cents := -v_refund.amount_cents;
          v_entry.note := 'Contestação ganha';
          perform app.post_payment(v_entry);
          update public.order_refunds r set state = 'failed', settled_at = now() where r.tenant_id = p_tenant_id and r.id = v_refund.id;
          perform app.note_order(p_tenant_id, v_order.id, 'dispute_won', jsonb_build_object('amount_cents', v_refund.amount_cents));
          if v_order.charge_id is not null and v_payment.state in ('counted', 'honoured') then
            perform app.pay_charges(p_tenant_id, array[v_entry.id], array[v_order.charge_id]);
          end if;
        elsif p_event ->> 'status' = 'lost' and v_refund.state = 'done' then
          perform app.note_order(p_tenant_id, v_order.id, 'dispute_lost', jsonb_build_object('amount_cents', v_refund.amount_cents));
        end if;
        perform app.resolve_alert(p_tenant_id, 'order_money', p_event ->> 'object_id');
      end if;
      perform app.tell_money(p_tenant_id, v_order.payer_id);
  end case;
  perform app.refresh_order(p_tenant_id, v_order.id);
  return v_did;
end;
$function$;

CREATE OR REPLACE FUNCTION app.start_workflow (
  p_workflow   public.workflows,
  p_occurrence jsonb,
  p_chain      uuid[],
  p_now        timestamp with time zone
)
  RETURNS uuid
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_version public.workflow_versions;
  v_run public.workflow_runs;
  v_reason text;
  v_patient uuid := (p_occurrence ->> 'patient_id')::uuid;
  v_thread uuid := (p_occurrence ->> 'thread_id')::uuid;
  v_at timestamptz;
  v_talk public.conversation_threads;
  v_message public.conversation_messages;
begin
  -- two events about one person or thing are counted one after the other
  perform pg_advisory_xact_lock(hashtextextended(p_workflow.id::text || coalesce(v_patient::text, v_thread::text, app.workflow_thing(p_occurrence)), 7));
  select * into v_version from public.workflow_versions v
  where v.tenant_id = p_workflow.tenant_id and v.workflow_id = p_workflow.id and v.version = p_workflow.version;
  if p_occurrence ->> 'kind' = 'message.received' then
    select * into v_talk from public.conversation_threads t where t.tenant_id = p_workflow.tenant_id and t.id = v_thread;
    select * into v_message from public.conversation_messages m
    where m.tenant_id = p_workflow.tenant_id and m.id = (p_occurrence ->> 'message_id')::uuid;
  end if;
  v_reason := case
    when p_workflow.id = any (p_chain) then 'loop'
    when p_occurrence ->> 'kind' = 'message.received' and app.is_own_number(v_talk) then 'own_number'
    when p_occurrence ->> 'kind' = 'message.received' and app.looks_like_a_bot(v_message) then 'looks_like_a_bot'
    when exists (select from public.patients p where p.tenant_id = p_workflow.tenant_id and p.id = v_patient and p.archived_at is not null) then 'person_archived'
    when (select count(*) from public.workflow_runs r
      where r.tenant_id = p_workflow.tenant_id and r.workflow_id = p_workflow.id and r.state <> 'skipped' and r.started_at > p_now - interval '1 day'
        and (r.patient_id = v_patient or v_patient is null and r.thread_id = v_thread
          or v_patient is null and v_thread is null and app.workflow_thing(r.occurrence) = app.workflow_thing(p_occurrence))) >= (v_version.definition #>> '{settings,max_per_day}')::integer
      then 'too_many_today' end;
  insert into public.workflow_runs (tenant_id, workflow_id, version, event_key, occurrence, chain, patient_id, thread_id, session_id, state, reason, started_at, ended_at)
  values (p_workflow.tenant_id, p_workflow.id, p_workflow.version, p_occurrence ->> 'key', p_occurrence, p_chain || p_workflow.id, v_patient, v_thread,
    (p_occurrence ->> 'session_id')::uuid, case when v_reason is null then 'running' else 'skipped' end, v_reason, p_now, case when v_reason is not null then p_now end)
  on conflict on constraint an_event_starts_a_workflow_once do nothing
  returning * into v_run;
  if v_run.id is null then
    return null;
  end if;
  if v_reason is null then
    v_at := case when p_occurrence ->> 'kind' = 'birthday' then greatest(p_now, app.local_moment(
      (p_now at time zone app.clinic_zone(p_workflow.tenant_id))::date + make_time(coalesce((v_version.definition #>> '{trigger,options,hour}')::integer, 9), 0, 0),
      app.clinic_zone(p_workflow.tenant_id))) end;
    perform app.enter_workflow_step(v_run, v_version.plan ->> 'first', p_now, v_at);
  end if;
  perform app.tell_workflow_run(v_run);
  return v_run.id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.stripe_fee_to_ask (
  p_tenant_id  uuid,
  p_payment_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('payment_intent_id', k.payment_intent_id, 'key', app.stripe_key(p_tenant_id, k.account_id))
  from public.order_payments p
  join public.money_payments m on m.tenant_id = p_tenant_id and m.id = p.entry_id and m.fee_cents is null
  join app.stripe_checkouts k on k.tenant_id = p_tenant_id and k.session_id = p.reference
  where p.tenant_id = p_tenant_id and p.id = p_payment_id and p.provider = 'stripe';
$function$;

CREATE OR REPLACE FUNCTION app.suggest_purchases (
  p_tenant_id uuid
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row record;
  v_purchase uuid;
  v_done integer := 0;
  v_names text;
  v_since timestamptz;
begin
  perform pg_advisory_xact_lock(hashtextextended(p_tenant_id || ':suggest_purchases', 0));
  if not app.module_is_on(p_tenant_id, 'products') then
    return 0;
  end if;
  -- a need is over when there is enough again
  delete from public.stock_needs n
  where n.tenant_id = p_tenant_id and not exists (select from app.stock_rows(p_tenant_id, null) s where s.id = n.variant_id and s.is_low);
  for v_row in
    select s.*, v.reorder_quantity, v.cost_cents from app.stock_rows(p_tenant_id, null) s
    join public.product_variants v on v.tenant_id = p_tenant_id and v.id = s.id
    where s.is_low and s.available + s.incoming <= s.reorder_point
      and not exists (select from public.stock_needs n where n.tenant_id = p_tenant_id and n.variant_id = s.id)
    order by s.supplier_id, s.sort_key, s.id
  loop
    v_purchase := app.suggested_purchase(p_tenant_id, v_row.supplier_id);
    if v_purchase is not null then
      insert into public.purchase_order_items (tenant_id, purchase_id, variant_id, quantity, cost_cents, position)
      values (p_tenant_id, v_purchase, v_row.id, greatest(coalesce(v_row.reorder_quantity, v_row.reorder_point),
        v_row.reorder_point - v_row.available - v_row.incoming + 1), v_row.cost_cents,
        (select count(*) + 1 from public.purchase_order_items i where i.tenant_id = p_tenant_id and i.purchase_id = v_purchase))
      on conflict (tenant_id, purchase_id, variant_id) do nothing;
    end if;
    insert into public.stock_needs (tenant_id, variant_id, purchase_id) values (p_tenant_id, v_row.id, v_purchase)
    returning opened_at into v_since;
    perform app.publish_event(p_tenant_id, 'stock.low', jsonb_build_object('variant_id', v_row.id, 'since', floor(extract(epoch from v_since) * 1000)::bigint));
    v_done := v_done + 1;
  end loop;
  if not exists (select from public.stock_needs n where n.tenant_id = p_tenant_id) then
    perform app.resolve_alert(p_tenant_id, 'stock_low', null);
  end if;
  select string_agg(x.name, ', ' order by x.name) into v_names from (
    select app.variant_name(s.name, s.choices) as name from app.stock_rows(p_tenant_id, null) s
    join public.stock_needs n on n.tenant_id = p_tenant_id and n.variant_id = s.id
    where s.is_low order by n.opened_at desc limit 8) x;
  if v_done > 0 then
    -- what was told before is over: new needs are told anew
    perform app.resolve_alert(p_tenant_id, 'stock_low', null);
    perform app.raise_alert(p_tenant_id, 'stock_low', app.clinic_today(p_tenant_id)::text, jsonb_build_object('items', v_names, 'count', v_done));
    perform app.broadcast(p_tenant_id, 'stock', '{}');
  end if;
  return v_done;
end;
$function$;

CREATE OR REPLACE FUNCTION app.take_back_of_order (
  p_order        public.orders,
  p_payment      public.order_payments,
  p_amount_cents integer,
  p_reason       text,
  p_reference    text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_entry public.money_entries;
  v_freed uuid[] := '{}';
  v_charge uuid;
  v_counts boolean := p_payment.state in ('counted', 'honoured');
  -- what is more than the order has was the payer's credit
  v_part integer := case when v_counts then least(p_amount_cents, p_order.paid_cents) end;
begin
  if v_counts then
    v_freed := app.close_charge(p_order.tenant_id, p_order.charge_id, p_reason);
  end if;
  v_entry.tenant_id := p_order.tenant_id;
  v_entry.id := gen_random_uuid();
  v_entry.payer_id := p_order.payer_id;
  v_entry.patient_id := p_order.patient_id;
  v_entry.kind := 'refund';
  v_entry.reverses_id := p_payment.entry_id;
  v_entry.amount_cents := p_amount_cents;
  v_entry.method := 'card';
  v_entry.occurred_on := app.clinic_today(p_order.tenant_id);
  v_entry.note := p_reason;
  perform app.give_back(v_entry);
  insert into public.order_refunds (tenant_id, id, order_id, payment_id, kind, provider, reference, amount_cents, order_cents, entry_id, reason, settled_at)
  values (p_order.tenant_id, gen_random_uuid(), p_order.id, p_payment.id, case when v_counts then 'money' else 'late' end, 'stripe', p_reference,
    p_amount_cents, v_part, v_entry.id, p_reason, now());
  if v_counts then
    update public.orders o set refunded_cents = o.refunded_cents + v_part, charge_id = null
    where o.tenant_id = p_order.tenant_id and o.id = p_order.id;
    v_charge := app.order_charge(p_order.tenant_id, p_order.id);
    if v_charge is not null then
      perform app.pay_at_most(p_order.tenant_id, v_freed, v_charge, p_order.paid_cents - v_part);
    end if;
  elsif p_payment.state = 'late' then
    update public.order_payments p set state = 'refunded', settled_at = now() where p.tenant_id = p_order.tenant_id and p.id = p_payment.id;
    perform app.resolve_alert(p_order.tenant_id, 'order_money', p_payment.reference);
  end if;
  perform app.note_order(p_order.tenant_id, p_order.id, 'refunded', jsonb_build_object('amount_cents', p_amount_cents, 'kind', 'money', 'reason', p_reason));
end;
$function$;

CREATE OR REPLACE FUNCTION app.take_online_slot (
  p_settings   public.booking_settings,
  p_offer      public.booking_offers,
  p_form_token text,
  p_link_token text,
  p_link       text,
  p_form       jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant_id uuid := p_offer.tenant_id;
  v_row public.sessions;
  v_at timestamptz := app.online_moment(p_form ->> 'starts_at');
  v_day date := (v_at at time zone app.clinic_zone(v_tenant_id))::date;
  v_room uuid;
  v_known uuid;
  v_new uuid;
  v_patient uuid;
  v_booking uuid := gen_random_uuid();
begin
  select s.room_id into v_room
  from app.online_slots(v_tenant_id, array[p_offer.therapist_id], p_offer.session_type_id, v_day, v_day) s where s.starts_at = v_at;
  if not found then
    return '{"state": "taken"}';
  end if;
  perform app.lock_agenda(v_tenant_id, array[p_offer.therapist_id], array[v_room]);
  -- who waited here looks again, for its own form as well
  if exists (select from app.booking_routes r where r.key_hash = app.booking_key('form', p_form_token) and r.tenant_id = v_tenant_id) then
    return '{"state": "booked"}';
  elsif not exists (
    select from app.online_slots(v_tenant_id, array[p_offer.therapist_id], p_offer.session_type_id, v_day, v_day) s
    where s.starts_at = v_at and s.room_id is not distinct from v_room
  ) then
    return '{"state": "taken"}';
  end if;
  v_row := app.typed_session(v_tenant_id, jsonb_build_object('therapist_id', p_offer.therapist_id, 'session_type_id', p_offer.session_type_id,
    'room_id', v_room, 'start_local', app.local_text(v_at, app.clinic_zone(v_tenant_id))));
  v_row.id := gen_random_uuid();
  v_row.ends_at := v_at + (v_row.ends_at - v_row.starts_at);
  -- of a time that the clock shows twice it is the one that was chosen
  v_row.starts_at := v_at;
  -- somebody known and somebody new cost the same work, so that the time it takes tells nothing
  v_known := app.patient_who_booked(v_tenant_id, p_form ->> 'phone', array[p_form ->> 'full_name', p_form ->> 'social_name']);
  begin
    v_new := app.add_online_patient(v_tenant_id, p_form ->> 'full_name', p_form ->> 'social_name', p_form ->> 'phone');
    if v_known is not null then
      raise sqlstate 'ZKNWN';
    end if;
  exception when sqlstate 'ZKNWN' then
    v_new := null;
  end;
  v_patient := coalesce(v_known, v_new);
  perform app.insert_session(v_row, array[v_patient]);
  insert into public.online_bookings (tenant_id, id, session_id, patient_id, status, is_new, is_first_visit, full_name, social_name, phone, message,
    accepted_text)
  values (v_tenant_id, v_booking, v_row.id, v_patient, case when p_settings.needs_approval then 'requested' else 'booked' end, v_new is not null,
    p_form -> 'first_visit' is not distinct from 'true', p_form ->> 'full_name', p_form ->> 'social_name', p_form ->> 'phone', p_form ->> 'message',
    p_settings.privacy_text);
  insert into app.booking_routes (key_hash, tenant_id, booking_id)
  values (app.booking_key('form', p_form_token), v_tenant_id, v_booking), (app.booking_key('link', p_link_token), v_tenant_id, v_booking);
  if not p_settings.needs_approval then
    perform app.ask_deposit(v_tenant_id, v_row.id, v_patient, gen_random_uuid(), 'booking');
  end if;
  -- a person waits for the answer: it does not wait for the grace of the desk
  update app.session_notice_wishes w set due_at = now(), link = p_link
  where w.tenant_id = v_tenant_id and w.patient_id = v_patient and w.session_id = v_row.id;
  perform app.enqueue_at(v_tenant_id, 'session_notice', jsonb_build_object('id', v_patient), now());
  perform app.tell_of_online_booking(v_tenant_id, v_row.id, v_patient,
    case when p_settings.needs_approval then 'online_requested' else 'online_booked' end);
  perform app.publish_sessions(v_tenant_id, array[v_row.id]);
  return '{"state": "booked"}';
end;
$function$;

CREATE OR REPLACE FUNCTION app.take_order_money (
  p_order      public.orders,
  p_entry_id   uuid,
  p_provider   text,
  p_reference  text,
  p_payment_id uuid          DEFAULT NULL::uuid
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_order public.orders := p_order;
  v_reason text;
  v_charge uuid;
  v_counts integer;
begin
  if v_order.cancelled_at is not null and p_payment_id is null then
    v_reason := 'cancelled';
  elsif v_order.paid_cents >= v_order.total_cents - v_order.refunded_cents then
    v_reason := 'paid_twice';
  elsif p_payment_id is null and app.deposit_is_over(v_order.tenant_id, v_order.id) then
    -- nobody keeps a time for it any more
    v_reason := 'session_off';
  else
    perform from public.coupons c where c.tenant_id = v_order.tenant_id and c.id = v_order.coupon_id for update;
    begin
      -- what is held stays held; what was let go is held again, if it is still there
      perform app.hold_order(v_order, null);
    exception when sqlstate 'PT409' then
      if sqlerrm not in ('out_of_stock', 'no_seats_left', 'time_taken') or p_payment_id is not null then
        raise;
      end if;
      v_reason := 'expired';
    end;
  end if;
  -- what is more than the order asks for is the payer's credit
  select least(m.free_cents, case when v_reason is null then v_order.total_cents - v_order.refunded_cents - v_order.paid_cents else m.free_cents end)
  into v_counts from public.money_payments m where m.tenant_id = v_order.tenant_id and m.id = p_entry_id;
  if v_reason is null then
    if v_order.expired_at is not null or v_order.cancelled_at is not null then
      perform app.note_order(v_order.tenant_id, v_order.id, 'revived');
      perform app.keep_coupon_use(v_order);
    end if;
    update public.orders o set expired_at = null, cancelled_at = null, expires_at = null
    where o.tenant_id = v_order.tenant_id and o.id = v_order.id;
    v_charge := app.order_charge(v_order.tenant_id, v_order.id);
  end if;
  if p_payment_id is not null and v_reason is null then
    update public.order_payments p set state = 'honoured', amount_cents = v_counts where p.tenant_id = v_order.tenant_id and p.id = p_payment_id;
  elsif p_payment_id is null then
    insert into public.order_payments (tenant_id, order_id, provider, reference, entry_id, amount_cents, state, reason)
    values (v_order.tenant_id, v_order.id, p_provider, p_reference, p_entry_id, v_counts, case when v_reason is null then 'counted' else 'late' end, v_reason);
  end if;
  if v_reason is null then
    perform app.note_order(v_order.tenant_id, v_order.id, 'payment', (
      select jsonb_build_object('amount_cents', m.amount_cents, 'over_cents', nullif(m.free_cents - v_counts, 0), 'provider', p_provider, 'method', e.method)
      from public.money_payments m join public.money_entries e on e.tenant_id = m.tenant_id and e.id = m.id
      where m.tenant_id = v_order.tenant_id and m.id = p_entry_id));
    perform app.pay_charges(v_order.tenant_id, array[p_entry_id], array[v_charge]);
    perform app.refresh_order(v_order.tenant_id, v_order.id);
    return 'counted';
  end if;
  if v_reason in ('expired', 'session_off') and v_order.expired_at is null and v_order.paid_cents = 0 then
    perform app.end_order(v_order, case v_reason when 'expired' then 'expired' else 'cancelled' end);
  end if;
  perform app.note_order(v_order.tenant_id, v_order.id, 'payment_late', jsonb_build_object('reason', v_reason));
  perform app.raise_alert(v_order.tenant_id, 'order_money', p_reference, jsonb_build_object('order_id', v_order.id, 'number', v_order.number));
  perform app.refresh_order(v_order.tenant_id, v_order.id);
  return 'late';
end;
$function$;

CREATE OR REPLACE FUNCTION app.tell_expiring_lots (
  p_now timestamp with time zone DEFAULT clock_timestamp()
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_lot record;
  v_told integer := 0;
begin
  for v_lot in
    -- told every day until it has started, because a day of telling may be missed
    select distinct l.tenant_id, l.id, l.expires_on from public.workflows w
    join public.workflow_versions v on v.tenant_id = w.tenant_id and v.workflow_id = w.id and v.version = w.version
    cross join lateral (select (p_now at time zone app.clinic_zone(w.tenant_id))::date as today) d
    join public.stock_lots l on l.tenant_id = w.tenant_id
      and l.expires_on between d.today and d.today + coalesce((v.definition #>> '{trigger,options,days}')::integer, 30)
    where w.status = 'published' and w.trigger_kind = 'stock.expiring'
      and exists (select from public.stock_lot_levels x where x.tenant_id = w.tenant_id and x.lot_id = l.id and x.on_hand > 0)
      and not exists (
        select from public.workflow_runs r
        where r.tenant_id = w.tenant_id and r.workflow_id = w.id and r.event_key = 'stock.expiring:' || l.id || ':' || l.expires_on)
    order by l.tenant_id, l.expires_on, l.id
  loop
    perform app.publish_event(v_lot.tenant_id, 'stock.expiring', jsonb_build_object('lot_id', v_lot.id, 'expires_on', v_lot.expires_on));
    v_told := v_told + 1;
  end loop;
  return v_told;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_crm_lead_sync__erase_there()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.queue_contact_erasure(old.tenant_id, old.place, old.contact_code);
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_sessions__end_deposits()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  -- orders are locked after sessions, and not by whoever cancels many of them
  insert into app.jobs (tenant_id, kind, payload)
  select distinct new.tenant_id, 'session_deposit', jsonb_build_object('order_id', o.id)
  from public.order_items i
  join public.orders o on o.tenant_id = new.tenant_id and o.id = i.order_id and o.state = 'pending'
  where i.tenant_id = new.tenant_id and i.session_id = new.id and i.kind = 'deposit';
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.workflow_event_keys (
  p_event jsonb
)
  RETURNS text[]
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case p_event ->> 'event'
    when 'patient.created' then array['patient.created:' || (p_event ->> 'patient_id')]
    when 'patient.birthday' then array['birthday:' || (p_event ->> 'patient_id') || ':' || (p_event ->> 'year')]
    when 'message.received' then array['message.received:' || (p_event ->> 'message_id')]
    when 'conversation.tagged' then array['conversation.tagged:' || (p_event ->> 'thread_id') || ':' || (p_event ->> 'tag_id') || ':' || (p_event ->> 'tagged_at')]
    when 'intake.submitted' then array['intake.submitted:' || (p_event ->> 'submission_id')]
    when 'lead.converted' then array['lead.converted:' || (p_event ->> 'lead_id')]
    when 'deal.moved' then array['deal.moved:' || (p_event ->> 'event_id')]
    when 'order.paid' then array['order.paid:' || (p_event ->> 'order_id')]
    when 'order.cancelled' then array['order.cancelled:' || (p_event ->> 'order_id')]
    when 'stock.low' then array['stock.low:' || (p_event ->> 'variant_id') || ':' || (p_event ->> 'since')]
    when 'stock.out' then array['stock.out:' || (p_event ->> 'move_id')]
    when 'stock.expiring' then array['stock.expiring:' || (p_event ->> 'lot_id') || ':' || (p_event ->> 'expires_on')]
    when 'purchase.received' then array['purchase.received:' || (p_event ->> 'receipt_id')]
    when 'session.status' then array(
      select 'session.' || (a.x ->> 'status') || ':' || (p_event ->> 'session_id') || ':' || (a.x ->> 'patient_id')
      from jsonb_array_elements(p_event #> '{after,patients}') a (x)
      where a.x ->> 'status' in ('missed', 'attended') and not coalesce(p_event #> '{before,patients}', '[]') @> jsonb_build_array(a.x))
    else '{}' end;
$function$;

CREATE OR REPLACE FUNCTION app.workflow_matches (
  p_tenant_id  uuid,
  p_trigger    jsonb,
  p_occurrence jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION app.workflow_occurrence (
  p_tenant_id uuid,
  p_key       text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_parts text[] := string_to_array(p_key, ':');
  v_at timestamptz;
  v_patient uuid;
  v_thread uuid;
  v_session uuid;
  v_message uuid;
  v_tag uuid;
  v_deal uuid;
  v_stage uuid;
  v_variant uuid;
  v_lot uuid;
  v_purchase uuid;
begin
  case v_parts[1]
    when 'patient.created' then
      select p.created_at, p.id into v_at, v_patient from public.patients p where p.tenant_id = p_tenant_id and p.id = v_parts[2]::uuid;
    when 'birthday' then
      select app.birthday_in(p.birth_date, v_parts[3]::integer)::timestamp at time zone app.clinic_zone(p_tenant_id), p.id
      into v_at, v_patient from public.patients p where p.tenant_id = p_tenant_id and p.id = v_parts[2]::uuid and p.birth_date is not null;
    when 'message.received' then
      select m.occurred_at, m.thread_id, m.id into v_at, v_thread, v_message from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.id = v_parts[2]::uuid and m.direction = 'inbound';
    when 'conversation.tagged' then
      select to_timestamp(v_parts[4]::numeric / 1000), t.id, g.id into v_at, v_thread, v_tag
      from public.conversation_threads t
      join public.conversation_tags g on g.tenant_id = p_tenant_id and g.id = v_parts[3]::uuid
      where t.tenant_id = p_tenant_id and t.id = v_parts[2]::uuid;
    when 'intake.submitted' then
      select s.submitted_at, coalesce(s.patient_id, i.patient_id), i.thread_id into v_at, v_patient, v_thread
      from public.intake_submissions s
      join public.intake_invites i on i.tenant_id = p_tenant_id and i.id = s.invite_id
      where s.tenant_id = p_tenant_id and s.id = v_parts[2]::uuid;
    when 'session.missed', 'session.attended' then
      select s.ends_at, sp.patient_id, s.id into v_at, v_patient, v_session
      from public.sessions s
      join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = s.id and sp.patient_id = v_parts[3]::uuid
      where s.tenant_id = p_tenant_id and s.id = v_parts[2]::uuid and 'session.' || sp.status = v_parts[1];
    when 'lead.converted' then
      select l.converted_at, l.deal_id, coalesce(d.thread_id, l.thread_id, app.thread_of_phone(p_tenant_id, l.phone)), c.patient_id
      into v_at, v_deal, v_thread, v_patient
      from public.crm_leads l
      join public.deals d on d.tenant_id = p_tenant_id and d.id = l.deal_id
      join public.contacts c on c.tenant_id = p_tenant_id and c.id = l.contact_id
      where l.tenant_id = p_tenant_id and l.id = v_parts[2]::uuid and l.status = 'converted';
    when 'deal.moved' then
      select e.at, d.id, coalesce(d.thread_id, app.thread_of_phone(p_tenant_id, h.phone)), c.patient_id, (e.after ->> 'stage_id')::uuid
      into v_at, v_deal, v_thread, v_patient, v_stage
      from public.sales_events e
      join public.deals d on d.tenant_id = p_tenant_id and d.id = e.deal_id
      left join public.contacts c on c.tenant_id = p_tenant_id and c.id = d.contact_id
      left join public.contact_phones h on h.tenant_id = p_tenant_id and h.entity_type = 'contact' and h.entity_id = c.id and h.is_primary
      where e.tenant_id = p_tenant_id and e.id = v_parts[2]::uuid and e.kind = 'moved';
    when 'order.paid', 'order.cancelled' then
      select case v_parts[1] when 'order.paid' then o.paid_at else coalesce(o.cancelled_at, o.expired_at) end, o.patient_id,
        coalesce(o.thread_id, app.thread_of_phone(p_tenant_id, y.phone),
          case when o.patient_id is not null then (select t.id from public.conversation_threads t
            where t.tenant_id = p_tenant_id and t.thread_key = app.thread_of_payer(y)) end)
      into v_at, v_patient, v_thread
      from public.orders o join public.payers y on y.tenant_id = p_tenant_id and y.id = o.payer_id
      where o.tenant_id = p_tenant_id and o.id = v_parts[2]::uuid;
    when 'stock.low' then
      select n.opened_at, n.variant_id into v_at, v_variant from public.stock_needs n
      where n.tenant_id = p_tenant_id and n.variant_id = v_parts[2]::uuid and floor(extract(epoch from n.opened_at) * 1000)::bigint = v_parts[3]::bigint;
    when 'stock.out' then
      select m.at, m.variant_id into v_at, v_variant from public.stock_moves m
      where m.tenant_id = p_tenant_id and m.id = v_parts[2]::uuid and m.on_hand < 0;
    when 'stock.expiring' then
      -- what was sold meanwhile expires no more
      select l.expires_on::timestamp at time zone app.clinic_zone(p_tenant_id), l.variant_id, l.id into v_at, v_variant, v_lot
      from public.stock_lots l
      where l.tenant_id = p_tenant_id and l.id = v_parts[2]::uuid and l.expires_on = v_parts[3]::date and exists (
        select from public.stock_lot_levels x where x.tenant_id = p_tenant_id and x.lot_id = l.id and x.on_hand > 0);
    when 'purchase.received' then
      select r.received_at, r.purchase_id into v_at, v_purchase from public.purchase_receipts r
      where r.tenant_id = p_tenant_id and r.id = v_parts[2]::uuid;
    else null;
  end case;
  if v_at is null then
    return null;
  end if;
  if v_patient is null and v_thread is not null then
    -- a number of several is nobody's in particular
    select case when count(*) = 1 then (array_agg(p))[1] end into v_patient from app.patients_of_thread(p_tenant_id, v_thread) p;
  end if;
  return jsonb_build_object('kind', v_parts[1], 'key', p_key, 'at', v_at, 'patient_id', v_patient, 'thread_id', v_thread,
    'session_id', v_session, 'message_id', v_message, 'tag_id', v_tag)
    || jsonb_strip_nulls(jsonb_build_object('deal_id', v_deal, 'stage_id', v_stage, 'variant_id', v_variant, 'lot_id', v_lot, 'purchase_id', v_purchase));
exception when invalid_text_representation or datetime_field_overflow or null_value_not_allowed then
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.workflow_problems (
  p_tenant_id  uuid,
  p_definition jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_trigger text := p_definition #>> '{trigger,kind}';
  v_problems jsonb;
begin
  with problems (step_id, field, code, place) as (
    select null::text, 'trigger', case when v_trigger is null then 'missing_trigger' else 'unknown_trigger' end, 0
    where not exists (select from app.workflow_triggers t where t.kind = v_trigger)
    union all
    select null, 'steps', 'no_steps', 0 where not exists (select from app.workflow_nodes(p_definition))
    union all
    select null, 'steps', 'too_many_steps', 0 where (select count(*) from app.workflow_nodes(p_definition)) > 60
    union all
    select null, 'purpose', 'invalid_option', 0
    where not coalesce(p_definition #>> '{settings,purpose}', '') = any ('{service,reminders,marketing}')
    union all
    select null, 'max_per_day', 'invalid_option', 0
    where coalesce(p_definition #>> '{settings,max_per_day}', '') !~ '^([1-9]|1[0-9]|20)$'
    union all
    select null, o.key, app.workflow_option_problem(p_tenant_id, o.value, p_definition #> array['trigger', 'options', o.key], '{}'), 0
    from app.workflow_triggers t cross join jsonb_each(t.options) o where t.kind = v_trigger
    union all
    select n.step ->> 'id', 'id', case when n.depth > 5 then 'too_deep' else 'duplicate_id' end, 1
    from app.workflow_nodes(p_definition) n
    where n.depth > 5 or coalesce(n.step ->> 'id', '') !~ '^[a-z0-9_]{1,40}$'
      or (select count(*) from app.workflow_nodes(p_definition) o where o.step ->> 'id' = n.step ->> 'id') > 1
    union all
    select n.step ->> 'id', 'kind', 'unknown_step', 1 from app.workflow_nodes(p_definition) n
    where not exists (select from app.workflow_step_kinds k where k.kind = n.step ->> 'kind')
    union all
    select n.step ->> 'id', 'kind', 'needs_person', 1
    from app.workflow_nodes(p_definition) n
    join app.workflow_step_kinds k on k.kind = n.step ->> 'kind' and (k.needs_person or k.needs_conversation)
    join app.workflow_triggers t on t.kind = v_trigger and t.subject = 'stock'
    union all
    select n.step ->> 'id', b.key, 'unknown_branch', 1
    from app.workflow_nodes(p_definition) n
    join app.workflow_step_kinds k on k.kind = n.step ->> 'kind'
    cross join jsonb_each(coalesce(n.step -> 'branches', '{}')) b where not b.key = any (k.branches)
    union all
    select n.step ->> 'id', o.key, app.workflow_option_problem(p_tenant_id, o.value, n.step #> array['options', o.key], n.step -> 'options'), 2
    from app.workflow_nodes(p_definition) n
    join app.workflow_step_kinds k on k.kind = n.step ->> 'kind' cross join jsonb_each(k.options) o
  )
  select coalesce(jsonb_agg(jsonb_build_object('step_id', p.step_id, 'field', p.field, 'code', p.code) order by p.place, p.step_id, p.field), '[]')
  into v_problems from problems p where p.code is not null;
  return v_problems;
end;
$function$;

CREATE OR REPLACE FUNCTION app.workflow_run_payload (
  p_run        public.workflow_runs,
  p_shows_cost boolean
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('id', p_run.id, 'workflow_id', p_run.workflow_id, 'workflow_name', w.name, 'version', p_run.version,
    'state', case when p_run.state = 'running' and s.state = 'waiting' then 'waiting' else p_run.state end, 'reason', p_run.reason,
    'title', coalesce(p.name, t.contact_name, t.phone, case when app.workflow_thing(p_run.occurrence) is not null then (
      select coalesce(nullif(x.v ->> 'produto', ''), nullif(x.v ->> 'compra', '')) from (select app.workflow_values(p_run.tenant_id, p_run.occurrence) as v) x) end), 'patient_id', p_run.patient_id, 'thread_key', t.thread_key,
    'step_id', s.step_id, 'step_kind', s.kind, 'next_at', case when p_run.ended_at is null then s.run_at end,
    'credits', case when p_shows_cost then (
      select coalesce(sum(c.debt_change - c.amount), 0) from public.workflow_steps x
      join public.whatsapp_credits_transactions c on c.tenant_id = p_run.tenant_id and c.conversation_message_id = x.message_id
      where x.tenant_id = p_run.tenant_id and x.run_id = p_run.id and x.message_id is not null) end,
    'started_at', p_run.started_at, 'ended_at', p_run.ended_at)
  from public.workflows w
  left join public.patients p on p.tenant_id = p_run.tenant_id and p.id = p_run.patient_id
  left join public.conversation_threads t on t.tenant_id = p_run.tenant_id and t.id = p_run.thread_id
  left join public.workflow_steps s on s.tenant_id = p_run.tenant_id and s.run_id = p_run.id and s.position = p_run.step_no
  where w.tenant_id = p_run.tenant_id and w.id = p_run.workflow_id;
$function$;

CREATE OR REPLACE FUNCTION app.workflow_thing (
  p_occurrence jsonb
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select coalesce(p_occurrence ->> 'lot_id', p_occurrence ->> 'variant_id', p_occurrence ->> 'purchase_id');
$function$;

CREATE OR REPLACE FUNCTION app.workflow_values (
  p_tenant_id  uuid,
  p_occurrence jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_name text;
  v_session record;
  v_stock record;
  v_purchase record;
begin
  v_name := coalesce(
    (select p.name from public.patients p where p.tenant_id = p_tenant_id and p.id = (p_occurrence ->> 'patient_id')::uuid),
    (select c.full_name from public.deals d join public.contacts c on c.tenant_id = p_tenant_id and c.id = d.contact_id
      where d.tenant_id = p_tenant_id and d.id = (p_occurrence ->> 'deal_id')::uuid),
    (select coalesce(t.contact_name, t.phone) from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = (p_occurrence ->> 'thread_id')::uuid));
  select s.starts_at, h.name into v_session from public.sessions s
  join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = s.therapist_id
  where s.tenant_id = p_tenant_id and s.id = (p_occurrence ->> 'session_id')::uuid;
  select app.variant_name(q.name, v.choices) || coalesce(' (' || l.code || ')', '') as name, l.expires_on, coalesce(
      (select sum(x.on_hand) from public.stock_lot_levels x where x.tenant_id = p_tenant_id and x.lot_id = l.id),
      (select sum(x.on_hand) from public.stock_levels x where x.tenant_id = p_tenant_id and x.variant_id = v.id), 0) as units
  into v_stock
  from public.product_variants v
  join public.products q on q.tenant_id = p_tenant_id and q.id = v.product_id
  left join public.stock_lots l on l.tenant_id = p_tenant_id and l.id = (p_occurrence ->> 'lot_id')::uuid
  where v.tenant_id = p_tenant_id and v.id = (p_occurrence ->> 'variant_id')::uuid;
  select 'nº ' || o.number || ' de ' || c.name as words into v_purchase
  from public.purchase_orders o
  join public.companies c on c.tenant_id = p_tenant_id and c.id = o.supplier_id
  where o.tenant_id = p_tenant_id and o.id = (p_occurrence ->> 'purchase_id')::uuid;
  return jsonb_build_object('nome', coalesce(split_part(v_name, ' ', 1), ''), 'nome_completo', coalesce(v_name, ''),
    'clinica', (select t.name from public.tenants t where t.id = p_tenant_id),
    'sessao', coalesce(app.moment_in_words(v_session.starts_at, v_zone), ''), 'terapeuta', coalesce(v_session.name, ''),
    'mensagem', coalesce((select left(m.body, 300) from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.id = (p_occurrence ->> 'message_id')::uuid), ''),
    'produto', coalesce(v_stock.name, ''), 'estoque', coalesce(v_stock.units::text, ''), 'validade', coalesce(to_char(v_stock.expires_on, 'DD/MM/YYYY'), ''),
    'compra', coalesce(v_purchase.words, ''));
end;
$function$;

CREATE OR REPLACE FUNCTION app.workflow_variables()
  RETURNS text[]
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select array['nome', 'nome_completo', 'clinica', 'sessao', 'terapeuta', 'mensagem', 'produto', 'estoque', 'validade', 'compra'];
$function$;

CREATE OR REPLACE FUNCTION public.ask_session_deposit (
  p_tenant_id    uuid,
  p_id           uuid,
  p_session_id   uuid,
  p_patient_id   uuid,
  p_amount_cents integer DEFAULT NULL::integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_order uuid;
begin
  perform app.require_order_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if exists (select from public.orders o where o.tenant_id = p_tenant_id and o.id = p_id) then
    return app.order_json(p_tenant_id, p_id);
  end if;
  if not exists (
    select from public.session_patients x
    where x.tenant_id = p_tenant_id and x.session_id = p_session_id and x.patient_id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'session_not_found';
  end if;
  v_order := app.ask_deposit(p_tenant_id, p_session_id, p_patient_id, p_id, 'desk', case when p_amount_cents is not null then app.require_amount(p_amount_cents) end);
  if v_order is null then
    raise sqlstate 'PT409' using message = 'no_deposit_to_ask';
  end if;
  return app.order_json(p_tenant_id, v_order);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."ask_session_deposit"(uuid, uuid, uuid, uuid, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.decide_online_booking (
  p_tenant_id  uuid,
  p_session_id uuid,
  p_accepts    boolean
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_session public.sessions := app.lock_session(p_tenant_id, p_session_id);
  v_row public.online_bookings;
begin
  select * into v_row from public.online_bookings b where b.tenant_id = p_tenant_id and b.session_id = p_session_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'session_not_found';
  end if;
  if v_row.status <> 'requested' or v_session.status = 'cancelled' or p_accepts is null then
    return app.session_payload(p_tenant_id, p_session_id);
  end if;
  update public.online_bookings b set status = case when p_accepts then 'booked' else 'declined' end, decided_by = auth.uid(), decided_at = now()
  where b.tenant_id = p_tenant_id and b.id = v_row.id;
  if p_accepts then
    perform app.ask_deposit(p_tenant_id, p_session_id, v_row.patient_id, gen_random_uuid(), 'booking');
    -- what was told until now is that somebody asked
    insert into app.session_notice_wishes as w (tenant_id, patient_id, session_id, told, due_at)
    values (p_tenant_id, v_row.patient_id, p_session_id, jsonb_set(app.session_facts(app.session_state(p_tenant_id, p_session_id), v_row.patient_id),
      '{stands}', 'false'), now())
    on conflict (tenant_id, patient_id, session_id) do update set due_at = least(w.due_at, excluded.due_at);
    perform app.enqueue_at(p_tenant_id, 'session_notice', jsonb_build_object('id', v_row.patient_id), now());
  else
    perform app.cancel_sessions(p_tenant_id, array[p_session_id], 'Pedido online recusado');
  end if;
  return app.publish_sessions(p_tenant_id, array[p_session_id]);
end;
$function$;

CREATE OR REPLACE FUNCTION public.get_session_deposit (
  p_tenant_id  uuid,
  p_session_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_order_reader(p_tenant_id);
  return (
    select jsonb_build_object('amount_cents', nullif(least(d.amount_cents, case when d.amount_cents is not null then s.price_cents end), 0),
      'may_ask', s.status <> 'cancelled' and s.starts_at > now(), 'orders', coalesce((
      select jsonb_agg(jsonb_build_object('id', o.id, 'number', o.number, 'state', o.state, 'patient_id', i.patient_id, 'amount_cents', i.total_cents,
        'expires_at', o.expires_at, 'expired_at', o.expired_at) order by o.number desc)
      from public.order_items i join public.orders o on o.tenant_id = p_tenant_id and o.id = i.order_id
      where i.tenant_id = p_tenant_id and i.session_id = s.id and i.kind = 'deposit'), '[]'))
    from public.sessions s
    left join public.session_deposits d on d.tenant_id = p_tenant_id and d.session_type_id = s.session_type_id
    where s.tenant_id = p_tenant_id and s.id = p_session_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_session_deposit"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_session_deposits (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_order_reader(p_tenant_id);
  return jsonb_build_object(
    'hold_minutes', coalesce((select max(d.hold_minutes) from public.session_deposits d where d.tenant_id = p_tenant_id), 120),
    'asks_online', coalesce((select bool_or(d.asks_online) from public.session_deposits d where d.tenant_id = p_tenant_id), true),
    'can_be_paid', app.can_be_paid_online(p_tenant_id),
    'types', coalesce((
      select jsonb_agg(jsonb_build_object('session_type_id', y.id, 'name', y.name, 'price_cents', y.price_cents, 'amount_cents', d.amount_cents)
        order by y.position, y.name)
      from public.session_types y
      left join public.session_deposits d on d.tenant_id = p_tenant_id and d.session_type_id = y.id
      where y.tenant_id = p_tenant_id and y.archived_at is null), '[]'));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_session_deposits"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_workflow_kit (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return jsonb_build_object(
    'triggers', (select jsonb_agg(jsonb_build_object('key', t.kind, 'subject', t.subject,
      'options', array(select k from jsonb_object_keys(t.options) k order by k)) order by t.position) from app.workflow_triggers t),
    'steps', (select jsonb_agg(jsonb_build_object('key', s.kind, 'branches', s.branches, 'needs_conversation', s.needs_conversation, 'needs_person', s.needs_person or s.needs_conversation, 'costs', s.costs,
      'options', array(select k from jsonb_object_keys(s.options) k order by k)) order by s.position) from app.workflow_step_kinds s),
    'recipes', (select jsonb_agg(jsonb_build_object('key', r.key, 'name', r.name, 'definition', r.definition,
      'asks', array(select a.x ->> 'field' from jsonb_array_elements(app.workflow_problems(p_tenant_id, r.definition)) a (x))) order by r.position) from app.workflow_recipes r),
    'variables', app.workflow_variables(),
    'activities', array(select k.key from public.activity_kinds k order by k.position),
    'fields', (select jsonb_agg(jsonb_build_object('key', f.field, 'ops', f.ops, 'value', f.value) order by f.position) from app.workflow_fields f));
end;
$function$;

CREATE OR REPLACE FUNCTION public.list_workflow_events (
  p_tenant_id    uuid,
  p_trigger_kind text,
  p_days         integer DEFAULT 7,
  p_limit        integer DEFAULT 20
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_since timestamptz := now() - make_interval(days => least(greatest(coalesce(p_days, 7), 1), 60));
  v_limit integer := least(greatest(coalesce(p_limit, 20), 1), 100);
  v_zone text := app.clinic_zone(p_tenant_id);
  v_keys text[];
begin
  perform app.require_leader(p_tenant_id);
  v_keys := case p_trigger_kind
    when 'patient.created' then array(select 'patient.created:' || p.id from public.patients p
      where p.tenant_id = p_tenant_id and p.archived_at is null and p.created_at > v_since order by p.created_at desc limit v_limit)
    when 'birthday' then array(select 'birthday:' || p.id || ':' || extract(year from d.day)::integer
      from generate_series(0, least(greatest(coalesce(p_days, 7), 1), 60)) g
      cross join lateral (select (now() at time zone v_zone)::date - g as day) d
      join public.patients p on p.tenant_id = p_tenant_id and p.archived_at is null and app.birthday_in(p.birth_date, extract(year from d.day)::integer) = d.day
      order by d.day desc, p.id limit v_limit)
    when 'message.received' then array(select 'message.received:' || m.id from public.conversation_threads t
      join public.conversation_messages m on m.tenant_id = p_tenant_id and m.thread_id = t.id
      where t.tenant_id = p_tenant_id and t.last_message_at > v_since and not t.is_group and m.direction = 'inbound' and m.kind <> 'system'
        and m.occurred_at > v_since
      order by m.occurred_at desc limit v_limit)
    when 'conversation.tagged' then array(select 'conversation.tagged:' || u.thread_id || ':' || u.tag_id || ':' || (extract(epoch from u.created_at) * 1000)::bigint
      from public.conversation_thread_tags u
      where u.tenant_id = p_tenant_id and u.created_at > v_since order by u.created_at desc limit v_limit)
    when 'intake.submitted' then array(select 'intake.submitted:' || s.id from public.intake_submissions s
      where s.tenant_id = p_tenant_id and s.submitted_at > v_since order by s.submitted_at desc limit v_limit)
    when 'session.missed' then array(select 'session.missed:' || s.id || ':' || sp.patient_id from public.sessions s
      join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = s.id and sp.status = 'missed'
      where s.tenant_id = p_tenant_id and s.starts_at between v_since and now() order by s.starts_at desc, sp.patient_id limit v_limit)
    when 'session.attended' then array(select 'session.attended:' || s.id || ':' || sp.patient_id from public.sessions s
      join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = s.id and sp.status = 'attended'
      where s.tenant_id = p_tenant_id and s.starts_at between v_since and now() order by s.starts_at desc, sp.patient_id limit v_limit)
    when 'order.paid' then array(select 'order.paid:' || o.id from public.orders o
      where o.tenant_id = p_tenant_id and o.paid_at > v_since order by o.paid_at desc, o.id limit v_limit)
    when 'order.cancelled' then array(select 'order.cancelled:' || o.id from public.orders o
      where o.tenant_id = p_tenant_id and coalesce(o.cancelled_at, o.expired_at) > v_since order by coalesce(o.cancelled_at, o.expired_at) desc, o.id limit v_limit)
    when 'stock.low' then array(select 'stock.low:' || n.variant_id || ':' || floor(extract(epoch from n.opened_at) * 1000)::bigint from public.stock_needs n
      where n.tenant_id = p_tenant_id and n.opened_at > v_since order by n.opened_at desc, n.variant_id limit v_limit)
    when 'stock.out' then array(select 'stock.out:' || m.id from public.stock_moves m
      where m.tenant_id = p_tenant_id and m.at > v_since and m.on_hand < 0 and m.on_hand_after = 0 and m.kind <> 'transfer'
      order by m.number desc limit v_limit)
    when 'stock.expiring' then array(select 'stock.expiring:' || l.id || ':' || l.expires_on from public.stock_lots l
      where l.tenant_id = p_tenant_id and l.expires_on <= app.clinic_today(p_tenant_id) + 365 and exists (
        select from public.stock_lot_levels x where x.tenant_id = p_tenant_id and x.lot_id = l.id and x.on_hand > 0)
      order by l.expires_on, l.id limit v_limit)
    when 'purchase.received' then array(select 'purchase.received:' || r.id from public.purchase_receipts r
      where r.tenant_id = p_tenant_id and r.received_at > v_since order by r.received_at desc, r.id limit v_limit)
    else '{}' end;
  return (
    select coalesce(jsonb_agg(jsonb_build_object('event_key', k.key, 'at', o.x ->> 'at', 'title', coalesce(nullif(v.x ->> 'nome_completo', ''), nullif(v.x ->> 'produto', ''), v.x ->> 'compra'),
      'detail', coalesce(nullif(v.x ->> 'mensagem', ''), nullif(v.x ->> 'sessao', ''), g.name, nullif(v.x ->> 'validade', '')), 'patient_id', o.x ->> 'patient_id', 'thread_key', t.thread_key) order by k.n), '[]')
    from unnest(v_keys) with ordinality k (key, n)
    cross join lateral (select app.workflow_occurrence(p_tenant_id, k.key) as x) o
    cross join lateral (select app.workflow_values(p_tenant_id, o.x) as x) v
    left join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = (o.x ->> 'thread_id')::uuid
    left join public.conversation_tags g on g.tenant_id = p_tenant_id and g.id = (o.x ->> 'tag_id')::uuid
    where o.x is not null);
end;
$function$;

CREATE OR REPLACE FUNCTION public.receive_purchase (
  p_tenant_id  uuid,
  p_id         uuid,
  p_receipt_id uuid,
  p_lines      jsonb,
  p_receipt    jsonb DEFAULT '{}'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.purchase_orders;
  v_freight integer := coalesce(app.typed_number(p_receipt ->> 'freight_cents'), 0);
begin
  perform app.require_stock_keeper(p_tenant_id);
  if p_receipt_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if v_freight not between 0 and 100000000 then
    raise sqlstate 'PT400' using message = 'invalid_purchase', detail = 'freight_cents';
  end if;
  -- the order first, then its levels: two deliveries of one order come one after the other
  perform from public.purchase_orders o where o.tenant_id = p_tenant_id and o.id = p_id for update;
  if exists (select from public.purchase_receipts r where r.tenant_id = p_tenant_id and r.id = p_receipt_id) then
    return public.get_purchase(p_tenant_id, p_id);
  end if;
  v_row := app.lock_purchase(p_tenant_id, p_id, '{draft, sent, partial}');
  perform app.check_receipt_lines(p_tenant_id, p_id, p_lines);
  insert into public.purchase_receipts (tenant_id, id, purchase_id, invoice, note, freight_cents, received_by)
  values (p_tenant_id, p_receipt_id, p_id, app.trimmed(p_receipt ->> 'invoice', 60), app.trimmed(p_receipt ->> 'note', 300), v_freight, auth.uid());
  perform app.post_receipt(v_row, p_receipt_id, p_lines, v_freight);
  update public.purchase_orders o set version = o.version + 1,
    state = case when is_open then 'partial' else 'received' end, closed_at = case when not is_open then clock_timestamp() end
  from (select exists (
    select from public.purchase_order_items i where i.tenant_id = p_tenant_id and i.purchase_id = p_id and i.received < i.quantity)) x (is_open)
  where o.tenant_id = p_tenant_id and o.id = p_id;
  perform app.publish_event(p_tenant_id, 'purchase.received', jsonb_build_object('purchase_id', p_id, 'receipt_id', p_receipt_id));
  perform app.audit(p_tenant_id, 'purchase.received', 'purchase', p_id::text, null, jsonb_build_object('number', v_row.number));
  perform app.broadcast(p_tenant_id, 'stock', jsonb_build_object('purchase_id', p_id));
  return public.get_purchase(p_tenant_id, p_id);
end;
$function$;

CREATE OR REPLACE FUNCTION public.save_session_deposits (
  p_tenant_id    uuid,
  p_hold_minutes integer,
  p_asks_online  boolean,
  p_deposits     jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_admin(p_tenant_id);
  perform app.require_module(p_tenant_id, 'products');
  if jsonb_typeof(p_deposits) is distinct from 'array' or jsonb_array_length(p_deposits) > 200 then
    raise sqlstate 'PT400' using message = 'invalid_settings', detail = 'deposits';
  elsif exists (
    select from jsonb_array_elements(p_deposits) x where not exists (
      select from public.session_types y where y.tenant_id = p_tenant_id and y.id = app.typed_id(x ->> 'session_type_id'))
  ) then
    raise sqlstate 'PT404' using message = 'session_type_not_found';
  end if;
  -- one at a time
  perform from public.tenants t where t.id = p_tenant_id for no key update;
  delete from public.session_deposits d where d.tenant_id = p_tenant_id and not exists (
    select from jsonb_array_elements(p_deposits) x where app.typed_id(x ->> 'session_type_id') = d.session_type_id);
  insert into public.session_deposits (tenant_id, session_type_id, amount_cents, hold_minutes, asks_online)
  select distinct on (app.typed_id(x ->> 'session_type_id')) p_tenant_id, app.typed_id(x ->> 'session_type_id'), (x ->> 'amount_cents')::integer,
    coalesce(p_hold_minutes, 120), coalesce(p_asks_online, true)
  from jsonb_array_elements(p_deposits) x
  on conflict (tenant_id, session_type_id) do update set
    amount_cents = excluded.amount_cents, hold_minutes = excluded.hold_minutes, asks_online = excluded.asks_online;
  perform app.audit(p_tenant_id, 'deposits.saved', 'session_deposits', null, null,
    jsonb_build_object('hold_minutes', p_hold_minutes, 'asks_online', p_asks_online, 'types', jsonb_array_length(p_deposits)));
  return public.get_session_deposits(p_tenant_id);
exception when check_violation or not_null_violation or numeric_value_out_of_range or invalid_text_representation then
  raise sqlstate 'PT400' using message = 'invalid_settings';
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_session_deposits"(uuid, integer, boolean, jsonb) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."workflow_triggers"
  ADD CONSTRAINT "subject_is_known" CHECK ((subject = ANY (ARRAY['patient'::text, 'thread'::text, 'session'::text, 'deal'::text, 'stock'::text])));

ALTER TABLE "public"."crm_sync_logs"
  ADD CONSTRAINT "kind_is_known"
    CHECK
    ((kind = ANY (ARRAY['created'::text, 'updated'::text, 'found'::text, 'conflict'::text, 'opted_out'::text, 'failed'::text, 'limited'::text, 'refused'::text, 'pulled'::text,
    'connected'::text, 'disconnected'::text, 'asked_again'::text, 'erased'::text])));

ALTER TABLE "public"."money_payments"
  ADD CONSTRAINT "fee_is_an_amount" CHECK (((fee_cents >= 0) AND (fee_cents <= amount_cents)));

ALTER TABLE "public"."order_payments"
  ADD CONSTRAINT "late_reason_is_known" CHECK ((reason = ANY (ARRAY['expired'::text, 'cancelled'::text, 'paid_twice'::text, 'session_off'::text])));

ALTER TABLE "public"."order_refunds"
  ADD CONSTRAINT "order_lost_a_part_of_it" CHECK (((order_cents >= 0) AND (order_cents <= amount_cents)));

ALTER TABLE "public"."orders"
  ADD CONSTRAINT "order_channel_is_known" CHECK ((channel = ANY (ARRAY['desk'::text, 'conversation'::text, 'shop'::text, 'booking'::text])));

ALTER TABLE "public"."session_deposits"
  ADD CONSTRAINT "session_deposits_tenant_id_session_type_id_fkey" FOREIGN KEY (tenant_id, session_type_id) REFERENCES public.session_types(tenant_id, id) ON DELETE CASCADE;

CREATE TRIGGER crm_lead_sync_erase_there
  AFTER DELETE ON public.crm_lead_sync
  FOR EACH ROW
  WHEN (((old.contact_code IS NOT NULL) AND (current_setting('app.erasing'::text, true) = 'on'::text)))
  EXECUTE FUNCTION app.tg_crm_lead_sync__erase_there();

CREATE TRIGGER session_deposits_touch
  BEFORE UPDATE ON public.session_deposits
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER sessions_end_deposits
  AFTER UPDATE OF status ON public.sessions
  FOR EACH ROW
  WHEN (((new.status = 'cancelled'::text) AND (old.status <> 'cancelled'::text)))
  EXECUTE FUNCTION app.tg_sessions__end_deposits();

CREATE POLICY "select_desk" ON "public"."session_deposits"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

COMMENT ON COLUMN "app"."workflow_step_kinds"."needs_person" IS 'Of no use where a workflow is about the stock; what needs a conversation is not either.';

COMMENT ON COLUMN "app"."workflow_triggers"."subject" IS 'What a run is about. stock: no person; steps that need one do not fit.';

COMMENT ON COLUMN "public"."money_payments"."fee_cents" IS 'What the provider kept for it (Stripe, Asaas); NULL: nothing, or not known yet.';

COMMENT ON COLUMN "public"."order_refunds"."order_cents" IS 'What of it the order had; the rest was the payer''s credit. NULL: all of it.';

COMMENT ON COLUMN "public"."session_deposits"."asks_online" IS 'Whoever books by the public link pays it there; the desk asks for it by hand.';

COMMENT ON FUNCTION "app"."apply_lead_page"(uuid, text, integer, jsonb, boolean) IS 'Caller: the job pull_leads: a page [{code, email, name, phone, company, insert_date, opted_out}] and the step of the cursor in one transaction, so a page counts once however often it is read. Whoever is being erased at Dinamize does not come back. Whether there is more.';

COMMENT ON FUNCTION "app"."ask_deposit"(uuid, uuid, uuid, uuid, text, integer) IS 'Asks a patient to pay ahead for a session that is to come: an order of its deposit, which holds the time until it is paid or expires. Of a session that is asked for already it is that order; NULL where nothing is asked for, as of a session that costs nothing. The session is locked before the payer. Errors: those of app.place_order.';

COMMENT ON FUNCTION "app"."begin_contact_erasure"(uuid, text) IS 'Caller: the job erase_contact. {list_code} of the list that has the contact, {wait_until} while the account may not be called, NULL where the clinic is not connected to that account and list any more: nobody can reach it.';

COMMENT ON FUNCTION "app"."can_be_paid_online"(uuid) IS 'Whether the page of an order takes PIX or cards.';

COMMENT ON FUNCTION "app"."closing_money"(uuid, date, date) IS 'Money of orders that came and went in some days, both ends among them: {payments [{method, count, amount_cents}], received_cents, refunds [{kind money|credit|dispute, count, amount_cents}], refunded_cents, fees {count, amount_cents: what Stripe and Asaas kept}}, as order_payments and order_refunds say it. A dispute went; one that was won came again.';

COMMENT ON FUNCTION "app"."deposit_is_over"(uuid, uuid) IS 'Whether an order asks for nothing but the deposit of a session that is off. What else was sold with it goes on, and a person decides.';

COMMENT ON FUNCTION "app"."deposit_of_booking"(uuid, uuid, uuid) IS 'The deposit of a session as the link of its booking shows it {clinic, key: both open the page on which it is paid, amount_cents, expires_at, state due|paid|over}; NULL where none was asked for.';

COMMENT ON FUNCTION "app"."follow_deposit"(uuid, uuid) IS 'Caller: the job session_deposit, after an order with a deposit expired or its session was cancelled. What nobody paid in time frees the session, unless other things were sold with it; whose session is off is not asked to pay any more. {kept | ended | released | gone}; repeated, it changes nothing. Errors: none.';

COMMENT ON FUNCTION "app"."is_deposit_alone"(uuid, uuid) IS 'Whether an order is of deposits and nothing else.';

COMMENT ON FUNCTION "app"."note_contact_erasure"(uuid, text, text) IS 'Caller: the job erase_contact: erased, or failed with the code of Dinamize. A line of the log that names nobody.';

COMMENT ON FUNCTION "app"."note_stripe_fee"(uuid, uuid, integer) IS 'Caller: the job stripe_fee. What Stripe kept of a payment, in cents; once. Errors: none.';

COMMENT ON FUNCTION "app"."order_invoice_content"(public.orders, text, integer) IS 'What the issuer is asked for the invoice of a kind of an order; of goods {items [{name, sku, quantity, unit, total_cents, ncm, cfop, tax_basis_points}], freight_cents: what was paid for their delivery}. Errors: PT409 invoices_are_off, PT409 receipt_provider_incomplete, PT409 payer_document_missing, PT409 product_codes_missing (detail: names).';

COMMENT ON FUNCTION "app"."order_invoice_lines"(uuid, uuid) IS 'The lines of an order that were kept, with the invoice that each belongs on and what they cost together. Freight is on the invoice of the goods; a deposit of a session, and freight of which no goods were kept, on that of the services.';

COMMENT ON FUNCTION "app"."post_stock"(public.stock_moves) IS 'The one way in which stock changes: level, lot and ledger in one transaction. The last unit of a variant that goes is told to workflows (stock.out). Of what comes in, value_cents is what it cost; of what goes, its share is counted here. Whoever moves several variants has called app.lock_stock. Errors: PT409 out_of_stock, PT409 stock_is_reserved (detail: [{variant_id, sku, name, wanted, available}]).';

COMMENT ON FUNCTION "app"."purchase_mail"(uuid, uuid) IS 'What the mail of a purchase order and the paper that goes with it say.';

COMMENT ON FUNCTION "app"."queue_contact_erasure"(uuid, text, text) IS 'A contact of a list at Dinamize is to go, once.';

COMMENT ON FUNCTION "app"."stripe_fee_to_ask"(uuid, uuid) IS 'Caller: the job stripe_fee. {payment_intent_id, key} of a payment of which nobody knows what Stripe kept; NULL where nothing is to be asked. Errors: none.';

COMMENT ON FUNCTION "app"."suggest_purchases"(uuid) IS 'Caller: workers (suggest_purchases), every morning. Each variant whose stock, with what is on its way, is at its reorder point or below becomes a need, once, and a line of a suggested order of its supplier; a need is over when the stock is above the point. New ones raise the alert stock_low and are told to workflows (stock.low). How many new needs. Errors: none.';

COMMENT ON FUNCTION "app"."tell_expiring_lots"(timestamp with time zone) IS 'Caller: process-jobs, every morning. Tells workflows which lots in stock expire as soon as they wait for, where one has not started with it yet. How many lots. Errors: none.';

COMMENT ON FUNCTION "app"."tg_crm_lead_sync__erase_there"() IS 'Whoever is erased here is erased at Dinamize.';

COMMENT ON FUNCTION "app"."tg_sessions__end_deposits"() IS 'A session that is cancelled asks for no deposit any more.';

COMMENT ON FUNCTION "app"."workflow_event_keys"(jsonb) IS 'The keys of what an event tells: one for each person of it, or for the thing that it is about.';

COMMENT ON FUNCTION "app"."workflow_occurrence"(uuid, text) IS 'What a key stands for, as the rows of the clinic say now: {kind, key, at, patient_id, thread_id, session_id, message_id, tag_id, of sales also deal_id and stage_id, of the stock variant_id, lot_id and purchase_id}; NULL when it is not so.';

COMMENT ON FUNCTION "app"."workflow_thing"(jsonb) IS 'What something that happened is about where it is about nobody: a lot, a variant or a purchase.';

COMMENT ON FUNCTION "public"."ask_session_deposit"(uuid, uuid, uuid, uuid, integer) IS 'Caller: owner, admin and operator. Asks a patient of a session to pay ahead, what its type says or p_amount_cents, never more than the session costs: an order, as get_order answers it. p_id comes from the client; a session that is asked for already keeps its order. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_amount, PT404 session_not_found, PT409 no_deposit_to_ask.';

COMMENT ON FUNCTION "public"."get_month_closing"(uuid, date) IS 'Caller: everybody but therapists. The books of the shop and the stock in a month of the clinic''s calendar (any day of it; NULL: this one): {month, is_over, sales {orders, subtotal_cents, discount_cents, total_cents: of orders whose last cent came in it}, payments, received_cents, refunds, refunded_cents, fees (app.closing_money), stock {begin_cents, purchased_cents, sold_cents (what was sold had cost), returned_cents, adjusted_cents, end_cents}, open {orders, due_cents: placed by its end and not paid now}}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."get_session_deposit"(uuid, uuid) IS 'Caller: everybody but therapists. What a session asks for ahead and what became of it {amount_cents, may_ask, orders [{id, number, state, patient_id, amount_cents, expires_at, expired_at}], the latest first}; NULL where there is no such session. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."get_session_deposits"(uuid) IS 'Caller: everybody but therapists. What each type of session asks for ahead {hold_minutes, asks_online, can_be_paid: a page of an order takes PIX or cards, types [{session_type_id, name, price_cents, amount_cents (NULL: nothing)}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."save_session_deposits"(uuid, integer, boolean, jsonb) IS 'Caller: owner and admin. What types of session ask for ahead: p_deposits [{session_type_id, amount_cents}] replaces all, p_hold_minutes (15 to 10080) is how long the time is held, p_asks_online whether whoever books by the link pays it there. Answers get_session_deposits. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_settings, PT404 session_type_not_found.';

COMMENT ON TABLE "public"."session_deposits" IS 'Deposits by type of session: how much, and how long the time is held for whoever has to pay it.';

REVOKE ALL ON FUNCTION "app"."ask_deposit"(uuid, uuid, uuid, uuid, text, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."ask_deposit"(uuid, uuid, uuid, uuid, text, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."ask_deposit"(uuid, uuid, uuid, uuid, text, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."begin_contact_erasure"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."begin_contact_erasure"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_contact_erasure"(uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_contact_erasure"(uuid, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."can_be_paid_online"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."can_be_paid_online"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."can_be_paid_online"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."deposit_is_over"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."deposit_is_over"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."deposit_is_over"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."deposit_of_booking"(uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."deposit_of_booking"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."deposit_of_booking"(uuid, uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."follow_deposit"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."follow_deposit"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."follow_deposit"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."follow_deposit"(uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."is_deposit_alone"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."is_deposit_alone"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."is_deposit_alone"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."note_contact_erasure"(uuid, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."note_contact_erasure"(uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_contact_erasure"(uuid, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_contact_erasure"(uuid, text, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."note_stripe_fee"(uuid, uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."note_stripe_fee"(uuid, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_stripe_fee"(uuid, uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_stripe_fee"(uuid, uuid, integer) TO "service_role";

REVOKE ALL ON FUNCTION "app"."queue_contact_erasure"(uuid, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."queue_contact_erasure"(uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."queue_contact_erasure"(uuid, text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."stripe_fee_to_ask"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."stripe_fee_to_ask"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."stripe_fee_to_ask"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."stripe_fee_to_ask"(uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."tell_expiring_lots"(timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tell_expiring_lots"(timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_expiring_lots"(timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_expiring_lots"(timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."tg_crm_lead_sync__erase_there"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_crm_lead_sync__erase_there"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_crm_lead_sync__erase_there"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_sessions__end_deposits"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_sessions__end_deposits"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_sessions__end_deposits"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."workflow_thing"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."workflow_thing"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."workflow_thing"(jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."ask_session_deposit"(uuid, uuid, uuid, uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."ask_session_deposit"(uuid, uuid, uuid, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."ask_session_deposit"(uuid, uuid, uuid, uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_session_deposit"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_session_deposit"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_session_deposit"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_session_deposits"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_session_deposits"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_session_deposits"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_session_deposits"(uuid, integer, boolean, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_session_deposits"(uuid, integer, boolean, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_session_deposits"(uuid, integer, boolean, jsonb) TO "postgres";

REVOKE ALL ON TABLE "public"."session_deposits" FROM "authenticated";

GRANT SELECT ON TABLE "public"."session_deposits" TO "authenticated";

REVOKE ALL ON TABLE "public"."session_deposits" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."session_deposits" TO "service_role";

insert into app.audit_actions (key, area, severity) values
  ('module.switched_on', 'settings', 'warning'), ('module.switched_off', 'settings', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.job_kinds (kind, open_function, dead_function, revive_function, summary_function) values
  ('send_message', 'app.open_sends', 'app.give_up_send', 'app.revive_sends', 'app.message_job_summary'),
  ('opt_out_ack', null, null, null, 'app.message_job_summary'),
  ('opt_in_ack', null, null, null, 'app.message_job_summary')
on conflict (kind) do update set
  open_function = excluded.open_function, dead_function = excluded.dead_function,
  revive_function = excluded.revive_function, summary_function = excluded.summary_function;

-- Jobs of a moment to come: a conversation says itself what became of them, so Filas does not list them.
insert into app.job_kinds (kind, is_listed, dead_function) values
  ('send_scheduled', false, 'app.give_up_scheduled'),
  ('wake_conversation', false, null)
on conflict (kind) do update set is_listed = excluded.is_listed, dead_function = excluded.dead_function;
-- A gateway may need its time to give a file out: its lease is longer than that of a message.
insert into app.job_kinds (kind, lease_seconds, max_attempts, open_function, dead_function, revive_function, summary_function) values
  ('fetch_media', 240, 10, 'app.open_media_fetches', 'app.give_up_media', 'app.revive_media', 'app.message_job_summary')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, open_function = excluded.open_function,
  dead_function = excluded.dead_function, revive_function = excluded.revive_function, summary_function = excluded.summary_function;
insert into app.job_kinds (kind, max_attempts, is_listed, open_function) values ('remove_media', 100, false, 'app.open_media_removals')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, open_function = excluded.open_function;
insert into app.job_kinds (kind, open_function, summary_function) values ('change_message', 'app.open_message_changes', 'app.message_job_summary')
on conflict (kind) do update set open_function = excluded.open_function, summary_function = excluded.summary_function;
-- Whoever was not told after some minutes has no use for it any more.
insert into app.job_kinds (kind, max_attempts, backoff_cap_seconds, is_listed, open_function) values
  ('send_push', 5, 120, false, 'app.open_pushes')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, backoff_cap_seconds = excluded.backoff_cap_seconds,
  is_listed = excluded.is_listed, open_function = excluded.open_function;
-- A page of a chat is written in one go; the job renews its lease with every page.
insert into app.job_kinds (kind, lease_seconds, max_attempts, open_function, dead_function, revive_function) values
  ('import_history', 120, 20, 'app.open_history_imports', 'app.give_up_history_import', 'app.revive_history_imports')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, open_function = excluded.open_function,
  dead_function = excluded.dead_function, revive_function = excluded.revive_function;
-- A picture that cannot be had is none: initials stand there, and the next one that is announced is fetched.
insert into app.job_kinds (kind, max_attempts, is_listed, open_function) values ('fetch_picture', 5, false, 'app.open_picture_fetches')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, open_function = excluded.open_function;
-- The log of automatic answers says what became of each; who is not answered within half an hour has no use for it any more.
insert into app.job_kinds (kind, max_attempts, is_listed) values ('auto_reply', 6, false)
on conflict (kind) do update set max_attempts = excluded.max_attempts, is_listed = excluded.is_listed;
-- Whoever is not asked today is asked tomorrow; people are told where it stays without an answer.
insert into app.job_kinds (kind, lease_seconds, max_attempts, is_listed, open_function, dead_function) values
  ('renew_meta_token', 120, 8, false, 'app.open_token_renewals', 'app.give_up_token_renewal')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, is_listed = excluded.is_listed,
  open_function = excluded.open_function, dead_function = excluded.dead_function;

insert into app.audit_actions (key, area, severity) values
  ('assistant.connected', 'settings', 'warning'), ('assistant.tool_used', 'automation', 'notice'),
  ('ai_document.saved', 'settings', 'notice'), ('ai_document.deleted', 'settings', 'notice'), ('ai_document.restored', 'settings', 'info')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.clinic_export_tables (name, position, is_of_clinic, own_condition, record_column) values
  ('public.ai_documents', 170, true, null, null)
on conflict (name) do update set position = excluded.position, is_of_clinic = excluded.is_of_clinic, own_condition = excluded.own_condition,
  record_column = excluded.record_column;

-- A document says itself how far it is: whoever takes the job after a crash goes on behind the last piece.
insert into app.job_kinds (kind, lease_seconds, max_attempts, dead_function, revive_function, summary_function) values
  ('index_document', 90, 8, 'app.give_up_indexing', 'app.revive_indexing', 'app.indexing_summary')
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  dead_function = excluded.dead_function, revive_function = excluded.revive_function, summary_function = excluded.summary_function;

insert into app.job_kinds (kind, is_listed) values ('refresh_catalogue', false), ('forget_document', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- A turn says itself what became of it; whoever does not get it done hands over to a person.
insert into app.job_kinds (kind, lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, is_listed, dead_function) values
  ('answer_conversation', 120, 4, 5, 30, false, 'app.give_up_turn')
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  backoff_base_seconds = excluded.backoff_base_seconds, backoff_cap_seconds = excluded.backoff_cap_seconds,
  is_listed = excluded.is_listed, dead_function = excluded.dead_function;

-- Asked once, or not at all: whoever is not asked within the attempts is left in peace.
insert into app.job_kinds (kind, is_listed) values ('ask_rating', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- Every case is kept as it is answered: whoever takes the job after a crash goes on with those that are left.
insert into app.job_kinds (kind, lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, dead_function, revive_function, summary_function) values
  ('evaluate_prompt', 300, 5, 5, 60, 'app.give_up_evaluation', 'app.revive_evaluation', 'app.evaluation_summary')
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  backoff_base_seconds = excluded.backoff_base_seconds, backoff_cap_seconds = excluded.backoff_cap_seconds, dead_function = excluded.dead_function,
  revive_function = excluded.revive_function, summary_function = excluded.summary_function;

-- A run says itself what became of its steps.
insert into app.job_kinds (kind, max_attempts, is_listed, dead_function) values
  ('workflow_event', 12, false, null), ('workflow_step', 8, false, 'app.give_up_workflow_step')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, dead_function = excluded.dead_function;

insert into app.event_subscribers (event, job_kind, wanted_function) values
  ('patient.created', 'workflow_event', 'app.workflows_want'), ('patient.birthday', 'workflow_event', 'app.workflows_want'),
  ('message.received', 'workflow_event', 'app.workflows_want'), ('conversation.tagged', 'workflow_event', 'app.workflows_want'),
  ('session.status', 'workflow_event', 'app.workflows_want'), ('intake.submitted', 'workflow_event', 'app.workflows_want')
on conflict (event, job_kind) do update set wanted_function = excluded.wanted_function;

insert into app.workflow_step_kinds (kind, position, needs_conversation, costs, branches, options) values
  ('send_message', 1, true, true, '{}', '{"body": {"type": "text", "max": 4000, "required": true, "variables": true},
    "any_hour": {"type": "boolean"}, "template": {"type": "template"}}'),
  ('ask', 2, true, true, '{choice_1,choice_2,choice_3,choice_4,choice_5,choice_6,choice_7,choice_8,choice_9,choice_10,other,not_answered}',
    '{"body": {"type": "text", "max": 900, "required": true, "variables": true}, "choices": {"type": "choices", "required": true},
    "button": {"type": "text", "max": 20}, "minutes": {"type": "number", "min": 1, "max": 43200, "required": true}, "any_hour": {"type": "boolean"}}'),
  ('wait', 2, false, false, '{}', '{"days": {"type": "number", "min": 0, "max": 365}, "minutes": {"type": "number", "min": 0, "max": 43200},
    "hour": {"type": "number", "min": 0, "max": 23}}'),
  ('wait_for_answer', 3, true, false, '{answered,not_answered}', '{"minutes": {"type": "number", "min": 1, "max": 43200, "required": true}}'),
  ('condition', 4, false, false, '{yes,no}', '{"field": {"type": "field", "required": true}, "op": {"type": "op", "required": true},
    "value": {"type": "value", "required": true}}'),
  ('add_task', 5, false, false, '{}', '{"title": {"type": "text", "max": 200, "required": true, "variables": true},
    "activity": {"type": "activity"}, "assignee_id": {"type": "member"}, "due_in_days": {"type": "number", "min": 0, "max": 365}}'),
  ('notify', 6, false, false, '{}', '{"user_id": {"type": "member", "required": true},
    "text": {"type": "text", "max": 200, "required": true, "variables": true}}'),
  ('assign', 7, true, false, '{}', '{"user_id": {"type": "member", "required": true}}'),
  ('tag', 8, true, false, '{}', '{"tag_id": {"type": "tag", "required": true}}'),
  ('untag', 9, true, false, '{}', '{"tag_id": {"type": "tag", "required": true}}'),
  ('move', 10, true, false, '{}', '{"column": {"type": "column", "required": true, "values": ["new", "in_progress", "waiting_contact", "finished"]}}'),
  ('move_deal', 12, false, false, '{}', '{"stage_id": {"type": "stage", "required": true}}'),
  ('webhook', 11, false, false, '{}', '{"url": {"type": "url", "max": 500, "required": true}, "note": {"type": "text", "max": 200}}')
on conflict (kind) do update set position = excluded.position, needs_conversation = excluded.needs_conversation, costs = excluded.costs,
  branches = excluded.branches, options = excluded.options;

update app.workflow_step_kinds set needs_person = kind in ('notify', 'move_deal');

insert into app.workflow_triggers (kind, position, event, subject, options) values
  ('patient.created', 1, 'patient.created', 'patient', '{}'),
  ('message.received', 2, 'message.received', 'thread',
    '{"words": {"type": "texts"}, "first_only": {"type": "boolean"}, "outside_hours": {"type": "boolean"}}'),
  ('conversation.tagged', 3, 'conversation.tagged', 'thread', '{"tag_id": {"type": "tag", "required": true}}'),
  ('session.missed', 4, 'session.status', 'session', '{}'),
  ('session.attended', 5, 'session.status', 'session', '{"first_only": {"type": "boolean"}}'),
  ('birthday', 6, 'patient.birthday', 'patient', '{"hour": {"type": "number", "min": 7, "max": 20}}'),
  ('intake.submitted', 7, 'intake.submitted', 'patient', '{}'),
  ('lead.converted', 8, 'lead.converted', 'deal', '{}'),
  ('deal.moved', 9, 'deal.moved', 'deal', '{"stage_id": {"type": "stage"}}'),
  ('order.paid', 10, 'order.paid', 'patient', '{}'),
  ('order.cancelled', 11, 'order.cancelled', 'patient', '{}'),
  ('stock.low', 12, 'stock.low', 'stock', '{}'),
  ('stock.out', 13, 'stock.out', 'stock', '{}'),
  ('stock.expiring', 14, 'stock.expiring', 'stock', '{"days": {"type": "number", "min": 1, "max": 365}}'),
  ('purchase.received', 15, 'purchase.received', 'stock', '{}')
on conflict (kind) do update set position = excluded.position, event = excluded.event, subject = excluded.subject, options = excluded.options;

-- A notice says itself what became of it, and so does an offer.
insert into app.job_kinds (kind, is_listed) values ('session_notice', false), ('freed_slot', false), ('waiting_slot', false)
on conflict (kind) do update set is_listed = excluded.is_listed;
-- The log of reminders says what became of each, and asks again by itself.
insert into app.job_kinds (kind, max_attempts, is_listed) values ('session_reminder', 5, false), ('reminder_answer', 12, false), ('waiting_answer', 12, false)
on conflict (kind) do update set max_attempts = excluded.max_attempts, is_listed = excluded.is_listed;
-- An invoice says itself what became of it, and is tried again from its payment.
insert into app.job_kinds (kind, max_attempts, is_listed, dead_function) values ('service_invoice', 8, false, 'app.give_up_service_invoice')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, dead_function = excluded.dead_function;

-- A PIX and a month say themselves what became of them. Whoever cannot be asked now is asked again with the next look.
insert into app.job_kinds (kind, is_listed) values ('check_pix', false), ('post_monthly_fees', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- A time that becomes free is offered to those who wait. Here, because a listener needs its kind first.
insert into app.event_subscribers (event, job_kind) values ('session.cancelled', 'freed_slot'), ('session.moved', 'freed_slot')
on conflict do nothing;

insert into app.audit_actions (key, area, severity) values
  ('product.created', 'sales', 'info'), ('product.changed', 'sales', 'info'), ('product.archived', 'sales', 'info'), ('product.restored', 'sales', 'info'),
  ('stock.adjusted', 'sales', 'notice'), ('stock.counted', 'sales', 'notice'),
  ('purchase.sent', 'sales', 'info'), ('purchase.received', 'sales', 'info'), ('purchase.cancelled', 'sales', 'info'),
  ('order.refunded', 'sales', 'notice'), ('order.cancelled', 'sales', 'notice'), ('order.late_settled', 'sales', 'notice'),
  ('coupon.saved', 'sales', 'notice'), ('deposits.saved', 'sales', 'notice'), ('review.decided', 'sales', 'info')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.clinic_export_tables (name, position, is_of_clinic, own_condition, record_column) values
  ('public.orders', 150, true, null, null),
  ('public.order_items', 151, true, null, null),
  ('public.order_payments', 152, true, null, null),
  ('public.order_refunds', 153, true, null, null),
  ('public.order_events', 154, true, null, null),
  ('public.order_buyers', 161, true, null, null),
  ('public.shipping_rates', 162, true, null, null),
  ('public.coupons', 155, true, null, null),
  ('public.coupon_uses', 156, true, null, null),
  ('public.order_invoices', 157, true, null, null),
  ('public.product_images', 158, true, null, null),
  ('public.reviews', 159, true, null, null),
  ('public.session_deposits', 160, true, null, null)
on conflict (name) do update set position = excluded.position, is_of_clinic = excluded.is_of_clinic, own_condition = excluded.own_condition,
  record_column = excluded.record_column;

insert into app.event_subscribers (event, job_kind, wanted_function) values
  ('order.paid', 'workflow_event', 'app.workflows_want'), ('order.cancelled', 'workflow_event', 'app.workflows_want'),
  ('stock.low', 'workflow_event', 'app.workflows_want'), ('stock.out', 'workflow_event', 'app.workflows_want'),
  ('stock.expiring', 'workflow_event', 'app.workflows_want'), ('purchase.received', 'workflow_event', 'app.workflows_want')
on conflict (event, job_kind) do update set wanted_function = excluded.wanted_function;

-- A hold and a suggestion say themselves what became of them.
insert into app.job_kinds (kind, is_listed) values ('release_holds', false), ('suggest_purchases', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

insert into app.job_kinds (kind, is_listed) values ('expire_order', false), ('expire_checkout', false), ('session_deposit', false), ('stripe_fee', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- An invoice says itself what became of it, and is tried again from its order.
insert into app.job_kinds (kind, max_attempts, is_listed, dead_function) values ('order_invoice', 8, false, 'app.give_up_order_invoice')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, dead_function = excluded.dead_function;

-- Money that goes back, and packages that somebody paid: an administrator sees it where it does not.
insert into app.job_kinds (kind, is_listed) values ('refund_stripe', true), ('sell_packages', true), ('free_order_times', true)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- What sales write down: app.note_sale.
insert into app.audit_actions (key, area, severity)
select t.entity || '.' || v.verb, 'sales', case when v.verb in ('won', 'lost', 'became_patient', 'converted') then 'notice' else 'info' end
from (values ('contact'), ('company'), ('deal'), ('lead')) t (entity)
cross join (values ('created'), ('changed'), ('moved'), ('won'), ('lost'), ('reopened'), ('converted'), ('archived'), ('restored'), ('became_patient')) v (verb)
where t.entity in ('contact', 'company') and v.verb in ('created', 'changed', 'archived', 'restored')
  or t.entity = 'contact' and v.verb = 'became_patient'
  or t.entity = 'deal' and v.verb in ('created', 'changed', 'moved', 'won', 'lost', 'reopened')
  or t.entity = 'lead' and v.verb in ('created', 'changed', 'converted')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('dinamize.connected', 'sales', 'warning'), ('dinamize.disconnected', 'sales', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('import.requested', 'sales', 'notice'), ('import.finished', 'sales', 'notice'), ('import.cancelled', 'sales', 'info'),
  ('import.undone', 'sales', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('campaign.scheduled', 'sales', 'info'), ('campaign.unscheduled', 'sales', 'info'), ('campaign.started', 'sales', 'notice'),
  ('campaign.paused', 'sales', 'notice'), ('campaign.resumed', 'sales', 'notice'), ('campaign.stopped', 'sales', 'notice'),
  ('campaign.retried', 'sales', 'notice'), ('campaign.settings', 'sales', 'notice'),
  ('marketing_permission.recorded', 'sales', 'info'), ('marketing_permission.revoked', 'sales', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('segment.created', 'sales', 'info'), ('segment.changed', 'sales', 'info'), ('segment.deleted', 'sales', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.event_subscribers (event, job_kind, wanted_function) values
  ('lead.converted', 'workflow_event', 'app.workflows_want'), ('deal.moved', 'workflow_event', 'app.workflows_want')
on conflict (event, job_kind) do update set wanted_function = excluded.wanted_function;

-- Four calls of at most 25 seconds each; Dinamize may be away for a night.
insert into app.job_kinds (kind, lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, open_function, dead_function, revive_function, summary_function) values
  ('push_lead', 150, 16, 15, 3600, 'app.open_lead_pushes', 'app.give_up_lead_push', 'app.revive_lead_pushes', 'app.lead_push_summary'),
  ('pull_leads', 150, 16, 15, 3600, null, null, null, null),
  ('erase_contact', 150, 60, 60, 21600, null, null, null, null)
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  backoff_base_seconds = excluded.backoff_base_seconds, backoff_cap_seconds = excluded.backoff_cap_seconds, open_function = excluded.open_function,
  dead_function = excluded.dead_function, revive_function = excluded.revive_function, summary_function = excluded.summary_function;
-- A step is short, and each one that gets on begins the count anew.
insert into app.job_kinds (kind, lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, dead_function, summary_function) values
  ('run_campaign', 60, 20, 2, 60, 'app.give_up_campaign', 'app.campaign_job_summary')
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  backoff_base_seconds = excluded.backoff_base_seconds, backoff_cap_seconds = excluded.backoff_cap_seconds,
  dead_function = excluded.dead_function, summary_function = excluded.summary_function;

-- An import says itself how far it is: whoever takes the job after a crash goes on behind the last piece.
insert into app.job_kinds (kind, lease_seconds, max_attempts, dead_function, summary_function) values
  ('import_rows', 60, 12, 'app.give_up_import', 'app.import_summary'),
  ('undo_import', 60, 12, null, 'app.import_summary')
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  dead_function = excluded.dead_function, summary_function = excluded.summary_function;
insert into app.job_kinds (kind, is_listed) values ('forget_import', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- What happens to the rows of audited tables.
insert into app.audit_actions (key, area, severity)
select t.entity || v.verb, t.area, (array['info', 'notice', 'warning'])[1 + greatest(t.severity, case v.verb when '.deleted' then 1 else 0 end)]
from (values
  ('clinic', 'settings', 1), ('member', 'team', 2), ('invitation', 'team', 1), ('therapist', 'team', 1), ('therapist_fiscal', 'money', 1),
  ('patient', 'patients', 0), ('care_team', 'record', 1), ('patient_file', 'patients', 0), ('patient_document', 'record', 0),
  ('patient_merge', 'patients', 1), ('consent', 'privacy', 1), ('receipt', 'money', 1), ('payout_rule', 'money', 1),
  ('session_price', 'money', 1), ('absence_policy', 'money', 1), ('session_type', 'agenda', 0), ('workflow', 'automation', 1),
  ('channel', 'messages', 1), ('agenda_settings', 'settings', 0), ('booking_settings', 'settings', 1), ('money_settings', 'settings', 0),
  ('fiscal_settings', 'settings', 1), ('record_settings', 'settings', 2), ('waiting_settings', 'settings', 0),
  ('notice_settings', 'settings', 0), ('reminder_settings', 'settings', 0), ('autoreply_settings', 'settings', 0),
  ('optout_settings', 'settings', 0), ('assistant_settings', 'automation', 1), ('assistant_prompt', 'automation', 1)
) t (entity, area, severity)
cross join (values ('.created'), ('.changed'), ('.deleted')) v (verb)
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('money.reversal', 'money', 'warning'), ('money.refund', 'money', 'warning'), ('money.adjustment', 'money', 'warning'),
  ('money.override', 'money', 'warning'),
  ('record.read', 'record', 'info'), ('record.copy', 'record', 'warning'), ('record.break_glass', 'record', 'critical'),
  ('record.opened', 'record', 'critical'),
  ('session.booked', 'agenda', 'info'), ('session.moved', 'agenda', 'info'), ('session.changed', 'agenda', 'info'),
  ('session.status', 'agenda', 'info'), ('session.cancelled', 'agenda', 'notice'), ('session.joined', 'agenda', 'info'),
  ('session.left', 'agenda', 'info'),
  ('conversation.assigned', 'messages', 'info'), ('conversation.unassigned', 'messages', 'info'), ('conversation.finished', 'messages', 'info'),
  ('conversation.reopened', 'messages', 'info'), ('conversation.opted_out', 'messages', 'notice'), ('conversation.opted_in', 'messages', 'notice'),
  ('conversation.renamed', 'messages', 'info'), ('conversation.tagged', 'messages', 'info'), ('conversation.untagged', 'messages', 'info'),
  ('conversation.moved', 'messages', 'info'), ('conversation.snoozed', 'messages', 'info'), ('conversation.woken', 'messages', 'info'),
  ('conversation.blocked', 'messages', 'notice'), ('conversation.unblocked', 'messages', 'notice'),
  ('conversation.schedule_cancelled', 'messages', 'info'),
  ('fiscal.exported', 'money', 'notice'),
  ('credits.granted', 'service', 'notice'), ('credits.taken_back', 'service', 'warning'), ('addon.granted', 'service', 'notice'),
  ('addon.limited', 'service', 'notice'),
  ('privacy_request.opened', 'privacy', 'notice'), ('privacy_request.answered', 'privacy', 'notice'),
  ('privacy_request.received', 'privacy', 'notice'), ('privacy_request.linked', 'privacy', 'notice'), ('privacy_page.saved', 'privacy', 'notice'),
  ('incident.saved', 'privacy', 'critical'), ('processing_record.saved', 'privacy', 'info'),
  ('retention.changed', 'privacy', 'warning'), ('retention.removed', 'privacy', 'warning'),
  ('erasure.requested', 'privacy', 'critical'), ('erasure.finished', 'privacy', 'critical'), ('identity.opened', 'privacy', 'critical'),
  ('export.requested', 'privacy', 'notice'), ('export.downloaded', 'privacy', 'warning'), ('export.cancelled', 'privacy', 'info'),
  ('export.list_saved', 'privacy', 'notice'),
  ('audit.exported', 'audit', 'notice'), ('audit.pruned', 'audit', 'warning'), ('audit.erased', 'audit', 'warning'),
  ('audit.kept', 'audit', 'notice'),
  ('second_factor.added', 'team', 'notice'), ('second_factor.removed', 'team', 'warning'), ('second_factor.reset', 'team', 'critical'),
  ('second_factor.recovered', 'team', 'critical'), ('second_factor.required', 'team', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('clinic.cancelled', 'settings', 'critical'), ('clinic.restored', 'settings', 'critical'),
  ('api_key.created', 'settings', 'warning'), ('api_key.revoked', 'settings', 'warning'),
  ('webhook.created', 'settings', 'warning'), ('webhook.changed', 'settings', 'notice'), ('webhook.secret_rotated', 'settings', 'warning'),
  ('webhook.deleted', 'settings', 'warning'), ('webhook.disabled', 'settings', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.clinic_export_tables (name, position, is_of_clinic, own_condition, record_column) values
  ('public.rooms', 1, true, 'true', null),
  ('public.session_types', 2, true, 'true', null),
  ('public.therapists', 3, true, 't.user_id = $2', null),
  ('public.patients', 4, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.medicos', 5, true, null, null),
  ('public.contact_phones', 6, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.contact_emails', 7, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.patient_relations', 8, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.care_team', 9, true, 't.user_id = $2', null),
  ('public.session_series', 10, true, 't.therapist_id = $2', null),
  ('public.sessions', 11, true, 't.therapist_id = $2', null),
  ('public.session_patients', 12, true, 'exists (select from public.sessions s where s.tenant_id = $1 and s.id = t.session_id and s.therapist_id = $2)', null),
  ('public.notification_channels', 13, true, null, null),
  ('public.conversation_threads', 14, true, 'exists (select from public.patient_conversations l join public.care_team c on c.tenant_id = $1 and c.patient_id = l.patient_id and c.user_id = $2 and c.ended_at is null where l.tenant_id = $1 and l.thread_id = t.id)', null),
  ('public.conversation_addresses', 15, true, 'exists (select from public.patient_conversations l join public.care_team c on c.tenant_id = $1 and c.patient_id = l.patient_id and c.user_id = $2 and c.ended_at is null where l.tenant_id = $1 and l.thread_id = t.thread_id)', null),
  ('public.patient_conversations', 16, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.conversation_tags', 17, true, null, null),
  ('public.conversation_thread_tags', 18, true, null, null),
  ('public.conversation_messages', 19, true, 'exists (select from public.patient_conversations l join public.care_team c on c.tenant_id = $1 and c.patient_id = l.patient_id and c.user_id = $2 and c.ended_at is null where l.tenant_id = $1 and l.thread_id = t.thread_id)', null),
  ('public.conversation_notes', 20, true, null, null),
  ('public.record_entries', 21, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', 'patient_id'),
  ('public.private_notes', 22, false, 't.author_id = $2', null),
  ('public.patient_documents', 23, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.patient_files', 24, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.consents', 25, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.payers', 26, true, null, null),
  ('public.money_entries', 27, true, null, null),
  ('public.money_charges', 28, true, 't.therapist_id = $2', null),
  ('public.money_payments', 29, true, null, null),
  ('public.money_allocations', 30, true, null, null),
  ('public.session_packages', 31, true, null, null),
  ('public.package_consumptions', 32, true, null, null),
  ('public.session_bills', 33, true, null, null),
  ('public.monthly_fees', 34, true, null, null),
  ('public.receipts', 35, true, 't.therapist_id = $2', null),
  ('public.payout_entries', 36, true, 't.therapist_id = $2', null),
  ('public.whatsapp_credits_balance', 37, true, null, null),
  ('public.whatsapp_credits_transactions', 38, true, null, null),
  ('public.marketing_permissions', 39, true, null, null),
  ('public.campaigns', 40, true, null, null),
  ('public.campaign_recipients', 41, true, null, null),
  ('public.companies', 60, true, null, null),
  ('public.contacts', 61, true, null, null),
  ('public.contact_tags', 62, true, null, null),
  ('public.deals', 63, true, null, null),
  ('public.crm_leads', 64, true, null, null),
  ('public.tasks', 65, true, null, null),
  ('public.custom_fields', 66, true, null, null),
  ('public.sales_events', 67, true, null, null),
  ('public.working_hours', 68, true, 't.therapist_id = $2', null),
  ('public.agenda_exceptions', 69, true, null, null),
  ('public.agenda_day_notes', 70, true, null, null),
  ('public.clinic_holidays', 71, true, null, null),
  ('public.session_prices', 72, true, null, null),
  ('public.monthly_fee_months', 73, true, null, null),
  ('public.payout_rules', 74, true, null, null),
  ('public.payout_statements', 75, true, 't.therapist_id = $2', null),
  ('public.payout_statement_events', 76, true, null, null),
  ('public.service_invoices', 77, true, null, null),
  ('public.waiting_list', 78, true, null, null),
  ('public.intake_submissions', 79, true, null, null),
  ('public.intake_answers', 80, true, null, null),
  ('public.conversation_optouts', 81, true, null, null),
  ('public.quick_replies', 82, true, null, null),
  ('public.document_templates', 83, true, null, null),
  ('public.record_templates', 84, true, null, null),
  ('public.privacy_requests', 85, true, null, null),
  ('public.privacy_incidents', 86, true, null, null),
  ('public.processing_records', 87, true, null, null),
  ('public.segments', 90, true, null, null),
  ('public.products', 91, true, null, null),
  ('public.product_options', 92, true, null, null),
  ('public.product_variants', 93, true, null, null),
  ('public.stock_places', 94, true, null, null),
  ('public.stock_lots', 95, true, null, null),
  ('public.stock_levels', 96, true, null, null),
  ('public.stock_lot_levels', 97, true, null, null),
  ('public.stock_moves', 98, true, null, null),
  ('public.catalog_items', 100, true, null, null),
  ('public.schedule_slots', 101, true, null, null),
  ('public.suppliers', 102, true, null, null),
  ('public.purchase_orders', 103, true, null, null),
  ('public.purchase_order_items', 104, true, null, null),
  ('public.purchase_receipts', 105, true, null, null),
  ('public.stock_counts', 106, true, null, null),
  ('public.stock_count_lines', 107, true, null, null)
on conflict (name) do update set
  position = excluded.position, is_of_clinic = excluded.is_of_clinic, own_condition = excluded.own_condition, record_column = excluded.record_column;

-- 30 s, 1 min, 2 min … 6 h: a server may be down for a day and a half. Deliveries have a log of their own.
insert into app.job_kinds (kind, lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, is_listed, dead_function) values
  ('tell_webhooks', 60, 12, 5, 900, false, null),
  ('deliver_webhook', 60, 16, 30, 21600, false, 'app.give_up_webhook')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, backoff_base_seconds = excluded.backoff_base_seconds,
  backoff_cap_seconds = excluded.backoff_cap_seconds, is_listed = excluded.is_listed, dead_function = excluded.dead_function;

insert into app.event_subscribers (event, job_kind, wanted_function) values
  ('message.received', 'tell_webhooks', 'app.webhooks_want'), ('patient.created', 'tell_webhooks', 'app.webhooks_want'),
  ('patient.changed', 'tell_webhooks', 'app.webhooks_want'), ('patient.restored', 'tell_webhooks', 'app.webhooks_want'),
  ('patient.archived', 'tell_webhooks', 'app.webhooks_want'), ('session.booked', 'tell_webhooks', 'app.webhooks_want'),
  ('session.moved', 'tell_webhooks', 'app.webhooks_want'), ('session.changed', 'tell_webhooks', 'app.webhooks_want'),
  ('session.status', 'tell_webhooks', 'app.webhooks_want'), ('session.joined', 'tell_webhooks', 'app.webhooks_want'),
  ('session.left', 'tell_webhooks', 'app.webhooks_want'), ('session.cancelled', 'tell_webhooks', 'app.webhooks_want'),
  ('payment.received', 'tell_webhooks', 'app.webhooks_want')
on conflict (event, job_kind) do update set wanted_function = excluded.wanted_function;

-- An e-mail server may be away for an hour; who is not told after a day has no use for it any more.
insert into app.job_kinds (kind, max_attempts, backoff_base_seconds, backoff_cap_seconds, summary_function) values
  ('send_email', 14, 15, 7200, 'app.email_job_summary')
on conflict (kind) do update set max_attempts = excluded.max_attempts, backoff_base_seconds = excluded.backoff_base_seconds,
  backoff_cap_seconds = excluded.backoff_cap_seconds, summary_function = excluded.summary_function;
insert into app.job_kinds (kind, is_listed) values ('tell_alert', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- An export says itself how far it is. A worker that dies is followed by the next one after a minute without progress.
insert into app.job_kinds (kind, lease_seconds, max_attempts, is_listed, dead_function) values
  ('build_export', 60, 6, false, 'app.give_up_export'),
  ('remove_export', 60, 12, false, null)
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  is_listed = excluded.is_listed, dead_function = excluded.dead_function;

-- Each step is a transaction of its own: whoever takes the job after a crash goes on with the next one.
insert into app.job_kinds (kind, lease_seconds, max_attempts, is_listed) values ('erase_person', 60, 30, false)
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, is_listed = excluded.is_listed;

insert into app.job_kinds (kind, is_listed) values ('run_retention', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

insert into app.job_kinds (kind, lease_seconds, is_listed) values ('delete_clinic', 600, false)
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, is_listed = excluded.is_listed;
