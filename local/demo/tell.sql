-- How the demo's stories are told to a new database: with the functions that webhooks and screens call, each step at the
-- moment at which it is said to have happened. The functions live as long as the connection.

-- Takes one step; for a message with a file, answers where the file belongs.
create function pg_temp.tell(p_tenant_id uuid, p_channel_id uuid, p_provider text, p_step jsonb)
returns text
language plpgsql
as $$
declare
  v_at timestamptz := p_step ->> 'at';
  v_from timestamptz := clock_timestamp();
  v_by uuid := (select p.id from public.profiles p where p.email = p_step ->> 'by');
  v_action jsonb := p_step -> 'action';
  v_message public.conversation_messages;
  v_key text;
  v_path text;
begin
  perform set_config('request.jwt.claims', case when p_step ? 'deed' then jsonb_build_object('sub', v_by, 'role', 'authenticated')::text else '' end, true);
  if v_action is not null then
    if p_step ? 'template' then
      v_action := v_action || (
        select jsonb_build_object('body', app.render_template(t.body, p_step #> '{template,variables}'), 'content', jsonb_build_object('template',
          jsonb_build_object('id', t.id, 'external_id', t.external_id, 'name', t.name, 'language', t.language, 'variables', p_step #> '{template,variables}')))
        from public.message_templates t
        where t.tenant_id = p_tenant_id and t.channel_id = p_channel_id and t.name = p_step #>> '{template,name}');
    end if;
    perform app.apply_action(row(p_tenant_id, p_channel_id, p_provider, v_action)::app.incoming_action);
    if v_action ->> 'type' = 'message' then
      update public.conversation_messages m set
        origin = case when m.direction = 'inbound' then m.origin when v_by is null then 'automation' else 'app' end, sent_by = v_by,
        delivered_at = case when m.status in ('delivered', 'read') then v_at + interval '2 seconds' end,
        read_at = case when m.status = 'read' then v_at + interval '40 seconds' end, error_code = p_step ->> 'error_code'
      where m.tenant_id = p_tenant_id and m.provider_message_id = v_action ->> 'provider_message_id'
      returning * into v_message;
      v_path := pg_temp.keep_file(v_message, p_step -> 'file');
      perform app.charge_message(v_message);
      update public.whatsapp_credits_transactions x set created_at = v_at
      where x.tenant_id = p_tenant_id and x.conversation_message_id = v_message.id;
    end if;
  else
    select t.thread_key into v_key from public.conversation_addresses a
    join public.conversation_threads t on t.tenant_id = a.tenant_id and t.id = a.thread_id
    where a.tenant_id = p_tenant_id and a.address = any (app.address_keys(p_step -> 'address'));
    perform pg_temp.do_deed(p_tenant_id, v_key, p_step -> 'deed', v_at);
  end if;
  -- what this step noted as happening now happened then
  update app.conversation_events e set occurred_at = v_at where e.tenant_id = p_tenant_id and e.occurred_at >= v_from;
  update public.notifications n set noticed_at = v_at, created_at = v_at where n.tenant_id = p_tenant_id and n.noticed_at >= v_from;
  update public.notifications n set read_at = v_at where n.tenant_id = p_tenant_id and n.read_at = now();
  update public.conversation_threads t set
    created_at = least(t.created_at, v_at),
    assigned_at = case when t.assigned_at >= now() then v_at else t.assigned_at end,
    snoozed_at = case when t.snoozed_at >= now() then v_at else t.snoozed_at end,
    blocked_at = case when t.blocked_at >= now() then v_at else t.blocked_at end
  where t.tenant_id = p_tenant_id and (t.created_at >= now() or t.assigned_at >= now() or t.snoozed_at >= now() or t.blocked_at >= now());
  return v_path;
end $$;

-- The worker's part: the file of a message is fetched.
create function pg_temp.keep_file(p_message public.conversation_messages, p_file jsonb)
returns text
language plpgsql
as $$
declare
  v_job app.jobs;
  v_path text;
begin
  if p_file is null then
    return null;
  end if;
  update app.jobs j set lease_token = gen_random_uuid(), leased_until = now() + interval '1 minute', attempts = 1
  where j.tenant_id = p_message.tenant_id and j.dedupe_key = 'media:' || p_message.id returning * into v_job;
  v_path := app.keep_media_file(v_job.tenant_id, v_job.id, v_job.lease_token, p_file);
  perform app.complete_media_fetch(v_job.tenant_id, v_job.id, v_job.lease_token, 'stored');
  return v_path;
end $$;

-- What a colleague does to a conversation. The claims of the transaction say who.
create function pg_temp.do_deed(p_tenant_id uuid, p_key text, p_deed jsonb, p_at timestamptz)
returns void
language plpgsql
as $$
declare
  v_about text := p_deed ->> 'about';
  v_id uuid := gen_random_uuid();
  v_person uuid := (select p.id from public.profiles p where p.email = p_deed ->> 'person');
begin
  -- whoever does more than tagging has looked
  if p_deed ->> 'what' <> 'etiqueta' then
    perform public.mark_conversation_read(p_tenant_id, p_key);
  end if;
  case p_deed ->> 'what'
    when 'etiqueta' then
      perform public.tag_conversation(p_tenant_id, p_key, (
        select g.id from public.conversation_tags g where g.tenant_id = p_tenant_id and g.name = v_about));
    when 'responsável' then perform public.assign_conversation(p_tenant_id, p_key, v_person);
    when 'nota' then
      perform public.add_conversation_note(p_tenant_id, p_key, v_id, v_about, array_remove(array[v_person], null));
      update public.conversation_notes n set occurred_at = p_at, updated_at = p_at where n.tenant_id = p_tenant_id and n.id = v_id;
    when 'finaliza' then perform public.set_conversation_status(p_tenant_id, p_key, 'finished', v_about);
    when 'fixa' then perform public.pin_conversation(p_tenant_id, p_key);
    when 'bloqueia' then perform public.block_conversation(p_tenant_id, p_key, true);
    when 'adia' then perform public.snooze_conversation(p_tenant_id, p_key, (p_deed ->> 'until')::timestamptz);
    when 'agenda' then
      perform public.schedule_message(p_tenant_id, p_key, v_id, v_about, (p_deed ->> 'until')::timestamptz);
      update public.scheduled_messages s set created_at = p_at, updated_at = p_at where s.tenant_id = p_tenant_id and s.id = v_id;
  end case;
end $$;

-- What the clinics have before anybody writes.
create function pg_temp.prepare()
returns void
language plpgsql
as $$
declare
  v_aurora uuid := (select t.id from public.tenants t where t.slug = 'aurora');
  v_horizonte uuid := (select t.id from public.tenants t where t.slug = 'horizonte');
  v_line record;
begin
  insert into public.tenant_members (tenant_id, user_id, role)
  select v_aurora, p.id, 'therapist' from public.profiles p where p.email in ('helena@aurora.test', 'marcos@aurora.test')
  on conflict do nothing;
  -- one of its conversations is a group
  update public.tenants t set ignore_groups = false where t.id = v_aurora;

  perform set_config('request.jwt.claims', (
    select jsonb_build_object('sub', p.id, 'role', 'authenticated')::text from public.profiles p where p.email = 'admin@aurora.test'), true);
  for v_line in select * from (values ('Convênio', 'teal', 60), ('Infantil', 'pink', 70), ('Lista de espera', 'gray', 80)) v (name, color, place) loop
    perform public.save_conversation_tag(v_aurora, gen_random_uuid(), v_line.name, v_line.color, p_position => v_line.place);
  end loop;
  for v_line in select * from (values
    ('valores', 'Valores', E'A sessão individual (50 minutos) custa R$ 220,00, e a de casal (80 minutos), R$ 320,00.\nAceitamos PIX, débito e crédito em até 3x.'),
    ('convenio', 'Convênio', 'Trabalhamos com reembolso, {{nome}}: emitimos nota e relatório a cada sessão para você enviar ao seu plano.'),
    ('primeira', 'Primeira sessão', 'Na primeira conversa queremos entender o que você procura. Chegue 10 minutos antes e traga um documento com foto.')
  ) v (shortcut, title, body) loop
    perform public.save_quick_reply(v_aurora, gen_random_uuid(), false, v_line.shortcut, v_line.title, v_line.body);
  end loop;
  perform set_config('request.jwt.claims', (
    select jsonb_build_object('sub', p.id, 'role', 'authenticated')::text from public.profiles p where p.email = 'admin@horizonte.test'), true);
  perform public.save_view(v_horizonte, gen_random_uuid(), 'credit-statement', 'Só recargas',
    '{"address": {"tipo": "topup_manual", "periodo": "90"}, "hidden": []}', true);
  perform set_config('request.jwt.claims', '', true);

  -- an official number is connected once somebody has written to it
  perform app.apply_action(row(c.tenant_id, c.id, c.provider, '{"type": "connection", "state": "open"}')::app.incoming_action)
  from public.notification_channels c where c.tenant_id = v_horizonte and c.is_active;

  perform public.add_whatsapp_credits(v_horizonte, 150, 'demo:horizonte:2', 'topup_manual', p_note => 'Cortesia de lançamento');
  update public.whatsapp_credits_transactions x set created_at = now() - interval '27 days' where x.tenant_id = v_horizonte;
end $$;

-- What is left over: answers to opt-out words that the stories contain already, and broadcasts that nobody heard.
create function pg_temp.settle()
returns void
language plpgsql
as $$
begin
  perform set_config('request.jwt.claims', '', true);
  delete from app.jobs j where j.kind in ('opt_out_ack', 'opt_in_ack') and j.created_at = now();
  delete from realtime.messages m where m.inserted_at >= now();
  -- somebody has seen what is older than a day
  update public.notifications n set read_at = n.noticed_at + interval '20 minutes' where n.read_at is null and n.noticed_at < now() - interval '1 day';
end $$;
