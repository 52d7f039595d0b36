-- Demo data of the embedded stack (design: two clinics, six people). Runs once, after the demo users exist; real
-- projects never load it. Channels get their credentials afterwards, through the same functions a clinic uses.

insert into public.tenants (id, slug, name) values
  ('00000000-0000-4000-8000-0000000000a1', 'aurora', 'Clínica Aurora'),
  ('00000000-0000-4000-8000-0000000000b1', 'horizonte', 'Clínica Horizonte')
on conflict (id) do nothing;

insert into public.tenant_members (tenant_id, user_id, role)
select t.id, p.id, v.role
from (values
  ('aurora', 'admin@aurora.test', 'owner'),
  ('aurora', 'supervisor@aurora.test', 'supervisor'),
  ('aurora', 'terapeuta@aurora.test', 'therapist'),
  ('aurora', 'recepcao@aurora.test', 'operator'),
  ('horizonte', 'admin@horizonte.test', 'owner')
) v (slug, email, role)
join public.tenants t on t.slug = v.slug
join public.profiles p on p.email = v.email
on conflict do nothing;

insert into app.saas_admins (user_id) select p.id from public.profiles p where p.email = 'saas@zelo.test' on conflict do nothing;

insert into public.notification_channels (tenant_id, id, provider) values
  ('00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-0000000000a2', 'evolution'),
  ('00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-0000000000b2', 'twilio')
on conflict do nothing;

-- What the shop sells, and what Horizonte has bought so far.
insert into public.whatsapp_credit_packages (id, name, description, credits, price_brl, is_featured, position) values
  ('00000000-0000-4000-8000-00000000c100', 'Pacote 100', 'Para começar', 100, 39.00, false, 10),
  ('00000000-0000-4000-8000-00000000c250', 'Pacote 250', 'Uma clínica pequena, por um mês', 250, 89.00, true, 20),
  ('00000000-0000-4000-8000-00000000c500', 'Pacote 500', 'Lembretes para toda a agenda', 500, 159.00, false, 30),
  ('00000000-0000-4000-8000-000000001000', 'Pacote 1.000', 'O menor preço por mensagem', 1000, 289.00, false, 40)
on conflict (id) do nothing;

select public.add_whatsapp_credits('00000000-0000-4000-8000-0000000000b1', 100, 'demo:horizonte', 'topup_manual',
  p_note => 'Créditos de boas-vindas');

insert into public.addon_products (slug, name, description, addon_type, icon, credits_amount, price_cents, sort_order) values
  ('sms-100', '100 SMS', 'Lembretes para quem não usa WhatsApp', 'sms', 'pi pi-mobile', 100, 2900, 10),
  ('sms-500', '500 SMS', 'Lembretes para quem não usa WhatsApp', 'sms', 'pi pi-mobile', 500, 11900, 20),
  ('transcricao-300', '300 minutos de transcrição', 'Áudios dos pacientes em texto', 'transcription', 'pi pi-microphone', 300, 4900, 30)
on conflict (slug) do nothing;

-- Texts that the clinics answer with every day, and one of Rita's own.
insert into public.quick_replies (tenant_id, owner_id, shortcut, title, body)
select t.id, p.id, v.shortcut, v.title, v.body
from (values
  ('aurora', null, 'oi', 'Saudação', 'Olá, {{nome}}! Aqui é {{atendente}}, da {{clinica}}. Como posso ajudar?'),
  ('aurora', null, 'endereco', 'Onde estamos', E'Estamos na Rua das Acácias, 120, sala 34, a duas quadras do metrô.\nHá estacionamento no prédio.'),
  ('aurora', null, 'pix', 'Chave PIX', 'Nossa chave PIX é o CNPJ 12.345.678/0001-95, em nome da {{clinica}}.'),
  ('aurora', null, 'remarcar', 'Remarcar', '{{nome}}, sem problema! Qual dia e período ficam melhores para você?'),
  ('aurora', null, 'recibo', 'Recibo', 'Claro, {{nome}}! Envio o recibo ainda hoje. Confirma o CPF para a nota?'),
  ('aurora', 'recepcao@aurora.test', 'atraso', 'Atraso', 'Obrigada por avisar, {{nome}}! Esperamos por você.'),
  ('horizonte', null, 'valor', 'Valor da avaliação', 'A avaliação inicial é R$ 180,00 e dura 50 minutos.')
) v (slug, owner, shortcut, title, body)
join public.tenants t on t.slug = v.slug
left join public.profiles p on p.email = v.owner
on conflict do nothing;

-- A morning at the clinics: who, minutes ago, written by the clinic?, words. The first four are patients of /simulador.
do $$
declare
  v_line record;
begin
  -- `npm start` tells the clinics' last month instead (local/demo)
  if current_setting('zelo.demo_conversations', true) = 'on' then
    return;
  end if;
  for v_line in
    select row_number() over (order by l.minutes_ago desc) as number, l.*, t.id as tenant_id, c.id as channel_id, c.provider
    from (values
      ('aurora', '5511912345678', 'Beatriz Almeida', 190, false, 'Bom dia! Queria remarcar minha sessão de quinta, é possível?'),
      ('aurora', '5511912345678', 'Beatriz Almeida', 184, true, 'Bom dia, Beatriz! Claro. Tenho sexta às 10h ou às 15h, qual prefere?'),
      ('aurora', '5511912345678', 'Beatriz Almeida', 181, false, 'Sexta às 15h está ótimo, obrigada 🙏'),
      ('aurora', '553187654321', 'Carlos Nogueira', 150, false, 'Vocês atendem convênio?'),
      ('aurora', '553187654321', 'Carlos Nogueira', 141, true, 'Oi, Carlos! Trabalhamos com reembolso: emitimos nota e relatório a cada sessão.'),
      ('aurora', '5521998765432', 'Lúcia Prado', 95, false, 'Oi, cheguei um pouco antes, posso esperar na recepção?'),
      ('aurora', '5521998765432', 'Lúcia Prado', 93, true, 'Pode sim, Lúcia. Tem café e água à vontade ☕'),
      ('aurora', '5585999112233', 'Rafael Teles', 60, false, 'Boa tarde, preciso do recibo de outubro para o imposto de renda.'),
      ('aurora', '5585988880005', 'Marta Ferreira', 38, false, 'A Dra. Helena atende crianças a partir de que idade?'),
      ('aurora', '5511945670006', 'Caio Menezes', 12, false, 'Vou atrasar uns 10 minutinhos, o trânsito está parado'),
      ('horizonte', '5521998765432', 'Lúcia Prado', 75, false, 'Olá! Gostaria de saber o valor da avaliação.'),
      ('horizonte', '5521998765432', 'Lúcia Prado', 70, true, 'Olá, Lúcia! A avaliação inicial é R$ 180,00 e dura 50 minutos.'),
      ('horizonte', '5571999990008', 'Sérgio Valença', 20, false, 'Confirmado para amanhã às 9h?')
    ) l (slug, phone, name, minutes_ago, from_clinic, body)
    join public.tenants t on t.slug = l.slug
    join public.notification_channels c on c.tenant_id = t.id
  loop
    perform app.apply_messages(array[row(v_line.tenant_id, v_line.channel_id, v_line.provider, jsonb_build_object(
      'type', 'message', 'provider_message_id', 'DEMO' || lpad(v_line.number::text, 12, '0'), 'from_me', v_line.from_clinic,
      'sent_via_api', false,
      'address', jsonb_build_object('phone', v_line.phone, 'raw',
        case v_line.provider when 'twilio' then 'whatsapp:+' || v_line.phone else v_line.phone || '@s.whatsapp.net' end),
      'contact_name', v_line.name, 'kind', 'text', 'body', v_line.body, 'content', '{}'::jsonb,
      'occurred_at', now() - make_interval(mins => v_line.minutes_ago), 'status', case when v_line.from_clinic then 'read' else 'received' end))::app.incoming_action]);
  end loop;
  update public.conversation_messages set origin = 'app' where direction = 'outbound';
  update public.conversation_threads set unread_count = 0 where last_message_direction = 'outbound';
end $$;
