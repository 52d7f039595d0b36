-- assistant keys: Programs of a clinic find its orders, and trying the assistant needs its module.
set check_function_bodies = off;

SET local check_function_bodies = off;

DROP FUNCTION "app"."assistant_order_state"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone);

CREATE OR REPLACE FUNCTION app.assistant_order_state (
  p_tenant_id  uuid,
  p_thread_id  uuid,
  p_patient_id uuid,
  p_args       jsonb,
  p_does       boolean,
  p_now        timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select app.tell_orders(p_tenant_id, array(
    select o.id from public.orders o
    where o.tenant_id = p_tenant_id and (o.thread_id = p_thread_id or o.patient_id = p_patient_id)
      and (p_args ->> 'number' is null or o.number = (p_args ->> 'number')::integer)
    order by o.created_at desc limit 5));
$function$;

CREATE OR REPLACE FUNCTION app.begin_test_turn (
  p_tenant_id uuid,
  p_messages  jsonb,
  p_worker    uuid,
  p_prompt_id uuid  DEFAULT NULL::uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_turn public.ai_turns;
  v_last integer := case when jsonb_typeof(p_messages) = 'array' then jsonb_array_length(p_messages) - 1 end;
begin
  perform app.require_assistant_leader(p_tenant_id);
  if v_last is null or v_last not between 0 and 40 or nullif(btrim(p_messages -> v_last ->> 'text'), '') is null
    or p_messages -> v_last ->> 'from' <> 'person'
  then
    raise sqlstate 'PT400' using message = 'empty_body';
  elsif p_worker is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  elsif not exists (select from app_private.assistant_credentials c where c.tenant_id = p_tenant_id) then
    raise sqlstate 'PT409' using message = 'assistant_not_connected';
  elsif p_prompt_id is not null and not exists (select from public.ai_prompts p where p.tenant_id = p_tenant_id and p.id = p_prompt_id) then
    raise sqlstate 'PT404' using message = 'prompt_not_found';
  end if;
  -- trying it costs as much as using it
  if app.assistant_budget_is_spent(p_tenant_id, now()) then
    raise sqlstate 'PT409' using message = 'assistant_budget_spent';
  end if;
  insert into public.ai_turns (tenant_id, is_test, state, run_at, opened_at, worker, attempts, asked_text, prompt_id)
  values (p_tenant_id, true, 'thinking', now(), now(), p_worker, 1, left(p_messages -> v_last ->> 'text', 4000), coalesce(p_prompt_id, (
    select p.id from public.ai_prompts p where p.tenant_id = p_tenant_id and p.state = 'active' order by p.share desc, p.version desc limit 1)))
  returning * into v_turn;
  return app.turn_payload(v_turn, (
    select coalesce(jsonb_agg(jsonb_build_object('from', case when m.value ->> 'from' in ('person', 'clinic') then m.value ->> 'from' else 'assistant' end,
      'text', left(m.value ->> 'text', 4000), 'at', now()) order by m.n), '[]')
    from jsonb_array_elements(p_messages) with ordinality m (value, n) where m.n <= v_last), null, now());
end;
$function$;

CREATE OR REPLACE FUNCTION app.key_order_state (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_args       jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_number integer := (p_args ->> 'number')::integer;
  v_phone text := app.normalize_phone(left(p_args ->> 'phone', 60));
begin
  if p_args ? 'phone' and v_phone is null then
    return '{"ok": false, "error": "bad_arguments", "detail": "phone"}';
  elsif v_number is null and v_phone is null and p_patient_id is null then
    return '{"ok": false, "error": "bad_arguments", "detail": "number"}';
  end if;
  return app.tell_orders(p_tenant_id, array(
    select o.id from public.orders o
    where o.tenant_id = p_tenant_id and (v_number is null or o.number = v_number)
      and (p_patient_id is null or o.patient_id = p_patient_id
        or o.payer_id in (select y.id from public.payers y where y.tenant_id = p_tenant_id and y.patient_id = p_patient_id))
      and (v_phone is null
        or o.payer_id in (select y.id from public.payers y where y.tenant_id = p_tenant_id and y.phone = v_phone)
        or o.thread_id in (select t.id from public.conversation_threads t where t.tenant_id = p_tenant_id and t.phone = v_phone)
        or exists (
          select from public.contact_phones c
          where c.tenant_id = p_tenant_id and c.phone = v_phone and (c.patient_id = o.patient_id or c.contact_id = o.contact_id)))
    order by o.created_at desc limit 5));
end;
$function$;

CREATE OR REPLACE FUNCTION app.key_tool_parameters (
  p_tool app.ai_tools
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select p_tool.parameters || jsonb_build_object(
    'properties', p_tool.parameters -> 'properties'
      || case when p_tool.needs_patient or p_tool.name in ('order_state', 'price') then
        '{"patient": {"type": "string", "description": "o paciente: nome completo, telefone ou id"}}' else '{}'::jsonb end
      || case when p_tool.name = 'order_state' then '{"phone": {"type": "string", "description": "telefone de quem comprou"}}' else '{}'::jsonb end
      || case when p_tool.name = 'create_lead' then '{"phone": {"type": "string", "description": "telefone do contato"}}' else '{}'::jsonb end
      || case when p_tool.is_effect then
        '{"confirm": {"type": "boolean", "description": "só depois de a primeira resposta dizer o que seria feito"}}' else '{}'::jsonb end,
    'required', coalesce(p_tool.parameters -> 'required', '[]') || case when p_tool.needs_patient then '["patient"]' else '[]'::jsonb end
      || case when p_tool.name = 'create_lead' then '["phone"]' else '[]'::jsonb end);
$function$;

CREATE OR REPLACE FUNCTION app.run_key_tool (
  p_tenant_id uuid,
  p_key       public.api_keys,
  p_args      jsonb,
  p_now       timestamp with time zone DEFAULT now()
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tool app.ai_tools;
  v_given jsonb := case when jsonb_typeof(p_args -> 'arguments') = 'object' then jsonb_strip_nulls(p_args -> 'arguments')
    else coalesce(p_args -> 'arguments', '{}') end;
  v_args jsonb;
  v_patients uuid[] := '{}';
  v_problem text;
  v_name text;
begin
  select * into v_tool from app.ai_tools t where t.name = p_args ->> 'tool';
  if v_tool.name is null then
    return '{"ok": false, "error": "unknown_tool"}';
  elsif v_tool.needs_module is not null and not app.module_is_on(p_tenant_id, v_tool.needs_module) then
    return '{"ok": false, "error": "module_off"}';
  end if;
  v_problem := coalesce(app.assistant_args_problem(app.key_tool_parameters(v_tool), v_given),
    case when jsonb_typeof(v_given -> 'confirm') <> 'boolean' then 'confirm' end);
  if v_problem is not null then
    return jsonb_build_object('ok', false, 'error', 'bad_arguments', 'detail', v_problem);
  end if;
  if v_given ? 'patient' then
    v_patients := app.patients_named(p_tenant_id, v_given ->> 'patient');
    if cardinality(v_patients) <> 1 then
      return jsonb_build_object('ok', false, 'error', case cardinality(v_patients) when 0 then 'not_a_patient' else 'several_patients' end);
    end if;
  end if;
  v_args := v_given - array['patient', 'confirm'];
  if v_tool.name = 'order_state' then
    return app.key_order_state(p_tenant_id, v_patients[1], v_args);
  elsif not v_tool.is_effect then
    return app.call_tool(v_tool, p_tenant_id, null, v_patients[1], v_args, true, p_now);
  end if;
  v_name := (select app.trimmed(p.name, 80) from public.patients p where p.tenant_id = p_tenant_id and p.id = v_patients[1]);
  return app.run_key_effect(p_tenant_id, p_key, v_tool, v_patients[1], v_name, v_args, coalesce((v_given ->> 'confirm')::boolean, false), p_now);
end;
$function$;

CREATE OR REPLACE FUNCTION app.tell_orders (
  p_tenant_id uuid,
  p_ids       uuid[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_orders jsonb;
begin
  select jsonb_agg(jsonb_build_object('number', o.number, 'state', o.state, 'words', 'Pedido ' || o.number || ': ' || case o.state
      when 'pending' then case when o.expired_at is not null then 'expirou sem pagamento' else 'aguardando pagamento' end
      when 'paid' then 'pago, em preparação' when 'fulfilled' then 'entregue' when 'returned' then 'devolvido' else 'cancelado' end,
    'total_cents', o.total_cents, 'at', o.created_at, 'items', (
      select jsonb_agg(jsonb_build_object('name', i.name, 'quantity', i.quantity) order by i.position)
      from public.order_items i where i.tenant_id = p_tenant_id and i.order_id = o.id)) order by o.created_at desc) into v_orders
  from public.orders o where o.tenant_id = p_tenant_id and o.id = any (p_ids);
  if v_orders is null then
    return '{"ok": false, "error": "nothing_found"}';
  end if;
  return jsonb_build_object('ok', true, 'data', jsonb_build_object('orders', v_orders),
    'words', (select string_agg(x ->> 'words', '; ') from jsonb_array_elements(v_orders) x));
end;
$function$;

COMMENT ON FUNCTION "app"."assistant_order_state"(uuid, uuid, uuid, jsonb, boolean, timestamp with time zone) IS 'A tool: orders of this conversation and of the patient who writes, the newest five.';

COMMENT ON FUNCTION "app"."begin_test_turn"(uuid, jsonb, uuid, uuid) IS 'Caller: owner, admin, supervisor, through test-assistant. A turn of nobody, with a conversation that was typed: p_messages [{from: person | assistant | clinic, text}], the last of the person. Answers as begin_turn; its tools change nothing and finish_turn sends nothing. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 empty_body, PT400 missing_client_id, PT404 prompt_not_found, PT409 assistant_not_connected, PT409 assistant_budget_spent.';

COMMENT ON FUNCTION "app"."key_order_state"(uuid, uuid, jsonb) IS 'The tool order_state for a program of the clinic, which is no conversation: orders of its clinic by their number, the phone of who bought, or the patient; what is named has to fit together. Answers as app.tell_orders, or bad_arguments when nothing is named.';

COMMENT ON FUNCTION "app"."tell_orders"(uuid, uuid[]) IS 'How a tool tells of orders: {ok, data: {orders: [{number, state, words, total_cents, at, items: [{name, quantity}]}]}, words}, newest first, or nothing_found.';

REVOKE ALL ON FUNCTION "app"."assistant_order_state"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_order_state"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_order_state"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."key_order_state"(uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."key_order_state"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."key_order_state"(uuid, uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tell_orders"(uuid, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tell_orders"(uuid, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_orders"(uuid, uuid[]) TO "postgres";
